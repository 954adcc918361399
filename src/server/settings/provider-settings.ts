import { text } from "./schemas";
import type { ProcessName } from "./setting";

const readers = ["workers", "provider-check"] as const satisfies readonly ProcessName[];

type Words = { provider: string; meaning: string; url?: string; example?: string };

function key(words: Words) {
  return { schema: text, section: "providers" as const, readers, isSecret: true as const, ...words };
}

/** What accompanies a key and is no secret: an id, a place, a name. */
function setting(words: Words) {
  return { schema: text, section: "providers" as const, readers, ...words };
}

/**
 * Keys and further settings of the providers, under the names that their adapters ask for (`secretNames`, `settingNames`). A
 * test compares the two.
 */
export const providerSettings = {
  RUNPOD_API_KEY: key({
    provider: "runpod",
    meaning: "RunPod: an API key, to rent. Its prices need no key.",
    url: "https://console.runpod.io/user/settings",
  }),
  VASTAI_API_KEY: key({
    provider: "vastai",
    meaning: "Vast.ai: an API key, to rent. Its prices need no key.",
    url: "https://cloud.vast.ai/manage-keys/",
  }),
  LAMBDA_API_KEY: key({
    provider: "lambda",
    meaning: "Lambda: an API key.",
    url: "https://cloud.lambda.ai/api-keys",
  }),
  LAMBDA_SSH_KEY_NAME: setting({
    provider: "lambda",
    meaning: "Lambda, to rent: the name of an SSH key of the account.",
    url: "https://cloud.lambda.ai/ssh-keys",
  }),
  DIGITALOCEAN_TOKEN: key({
    provider: "paperspace",
    meaning: "DigitalOcean, for Paperspace's GPU Droplets: a personal access token.",
    url: "https://cloud.digitalocean.com/account/api/tokens",
  }),
  DIGITALOCEAN_SSH_KEY_ID: setting({
    provider: "paperspace",
    meaning: "DigitalOcean, to rent: the id or the fingerprint of an SSH key of the account.",
    url: "https://cloud.digitalocean.com/account/security",
  }),
  COREWEAVE_API_TOKEN: key({
    provider: "coreweave",
    meaning: "CoreWeave: an API access token.",
    url: "https://console.coreweave.com/tokens",
  }),
  COREWEAVE_CLUSTER_URL: setting({
    provider: "coreweave",
    meaning:
      "CoreWeave, to rent: the address of your cluster's API server, as its kubeconfig names it. The token is sent to this host and to api.coreweave.com, which is polled and names the account's clusters, and to no other.",
  }),
  VERDA_CLIENT_ID: key({
    provider: "verda",
    meaning: "Verda: the first half of a pair of client credentials, made in the console under Keys.",
  }),
  VERDA_CLIENT_SECRET: key({ provider: "verda", meaning: "Verda: the second half of that pair." }),
  VERDA_SSH_KEY_ID: setting({
    provider: "verda",
    meaning: "Verda, to rent: the id of an SSH key of the project, made in the console under Keys, SSH keys.",
  }),
  VULTR_API_KEY: key({
    provider: "vultr",
    meaning: "Vultr: an API key, to rent. Its prices need no key.",
    url: "https://my.vultr.com/settings/#settingsapi",
  }),
  SHADEFORM_API_KEY: key({
    provider: "shadeform",
    meaning: "Shadeform: an API key.",
    url: "https://platform.shadeform.ai/settings/api",
  }),
  GOOGLE_CLOUD_API_KEY: key({
    provider: "google",
    meaning: "Google Cloud: an API key that is restricted to the Cloud Billing API.",
    url: "https://console.cloud.google.com/apis/credentials",
  }),
  GOOGLE_SERVICE_ACCOUNT_KEY: key({
    provider: "google",
    meaning:
      "Google Compute Engine, to rent: the JSON key of a service account with the role Compute Instance Admin (v1), as it is or in base64. An access token, which lasts an hour, works too.",
    url: "https://console.cloud.google.com/iam-admin/serviceaccounts",
  }),
  GOOGLE_CLOUD_PROJECT: setting({
    provider: "google",
    meaning: "Google Compute Engine, to rent: the id of the project whose default network is used.",
    url: "https://console.cloud.google.com/projectselector2",
  }),
  DEEPINFRA_API_KEY: key({
    provider: "deepinfra",
    meaning: "DeepInfra: an API key, to rent. Its prices need no key.",
    url: "https://deepinfra.com/dash/api_keys",
  }),
  GROQ_API_KEY: key({
    provider: "groq",
    meaning: "Groq: an API key.",
    url: "https://console.groq.com/keys",
  }),
  TOGETHER_API_KEY: key({
    provider: "together",
    meaning: "Together AI: an API key.",
    url: "https://api.together.ai/settings/api-keys",
  }),
  AWS_ACCESS_KEY_ID: key({
    provider: "aws",
    meaning:
      "AWS EC2, to rent: the access key of a user who may run, describe, start, stop and terminate instances. Its prices need no key.",
    url: "https://console.aws.amazon.com/iam",
  }),
  AWS_SECRET_ACCESS_KEY: key({
    provider: "aws",
    meaning: "AWS EC2, to rent: the secret of that access key.",
  }),
  AWS_IMAGE_ID: setting({
    provider: "aws",
    meaning:
      "AWS EC2, to rent: an Ubuntu image with GPU drivers, by id and region or by a public parameter, for which the user also needs ssm:GetParameters.",
    example:
      "resolve:ssm:/aws/service/deeplearning/ami/x86_64/base-oss-nvidia-driver-gpu-ubuntu-22.04/latest/ami-id",
  }),
  AWS_SUBNET_IDS: setting({
    provider: "aws",
    meaning: "AWS EC2, to rent: a public subnet for each region to be used.",
    url: "https://console.aws.amazon.com/vpc",
  }),
  AWS_SECURITY_GROUP_IDS: setting({
    provider: "aws",
    meaning: "AWS EC2, to rent: a security group for each region to be used.",
    url: "https://console.aws.amazon.com/vpc",
  }),
  AZURE_TENANT_ID: setting({
    provider: "azure",
    meaning:
      "Azure, to rent: the tenant of an app registration (App registrations in the portal) that has a client secret and, on the resource group, the role Contributor.",
    url: "https://entra.microsoft.com",
  }),
  AZURE_CLIENT_ID: key({
    provider: "azure",
    meaning: "Azure, to rent: the client id of that app registration.",
  }),
  AZURE_CLIENT_SECRET: key({
    provider: "azure",
    meaning: "Azure, to rent: the client secret of that app registration.",
  }),
  AZURE_SUBSCRIPTION_ID: setting({
    provider: "azure",
    meaning: "Azure, to rent: the subscription that pays.",
  }),
  AZURE_RESOURCE_GROUP: setting({
    provider: "azure",
    meaning: "Azure, to rent: the resource group for machines. It also holds the network.",
  }),
  AZURE_SUBNET_ID: setting({
    provider: "azure",
    meaning:
      "Azure, to rent: the whole resource id of a subnet (Virtual networks in the portal) for each region to be used.",
    url: "https://portal.azure.com",
  }),
  HF_TOKEN: key({
    provider: "huggingface",
    meaning: "Hugging Face: a token that may manage Inference Endpoints, to rent. Its prices need no key.",
    url: "https://huggingface.co/settings/tokens",
  }),
  HF_NAMESPACE: setting({
    provider: "huggingface",
    meaning: "Hugging Face, to rent: the user or the organization that the endpoints belong to.",
  }),
  REPLICATE_API_TOKEN: key({
    provider: "replicate",
    meaning:
      "Replicate: an API token. Deployments belong to the user or the organization that the token is of.",
    url: "https://replicate.com/account/api-tokens",
  }),
  FIREWORKS_API_KEY: key({
    provider: "fireworks",
    meaning: "Fireworks AI: an API key.",
    url: "https://app.fireworks.ai/settings/users/api-keys",
  }),
  FIREWORKS_ACCOUNT_ID: setting({
    provider: "fireworks",
    meaning: "Fireworks AI, to rent: the id of the account.",
  }),
};
