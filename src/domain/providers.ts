/** A provider as people know it. `slug` is the key everywhere. */
export type ProviderName = { slug: string; name: string; website: string };

/** The seventeen providers that the product speaks of, polled or listed, in alphabetical order. */
export const providerNames: readonly ProviderName[] = [
  { slug: "aws", name: "AWS", website: "https://aws.amazon.com/ec2/" },
  { slug: "azure", name: "Azure", website: "https://azure.microsoft.com/products/virtual-machines" },
  { slug: "coreweave", name: "CoreWeave", website: "https://www.coreweave.com" },
  { slug: "deepinfra", name: "DeepInfra", website: "https://deepinfra.com" },
  { slug: "fireworks", name: "Fireworks AI", website: "https://fireworks.ai" },
  { slug: "google", name: "Google Cloud", website: "https://cloud.google.com/compute" },
  { slug: "groq", name: "Groq", website: "https://groq.com" },
  { slug: "huggingface", name: "Hugging Face", website: "https://huggingface.co/inference-endpoints" },
  { slug: "lambda", name: "Lambda", website: "https://lambda.ai" },
  { slug: "paperspace", name: "Paperspace", website: "https://www.paperspace.com" },
  { slug: "replicate", name: "Replicate", website: "https://replicate.com" },
  { slug: "runpod", name: "RunPod", website: "https://www.runpod.io" },
  { slug: "shadeform", name: "Shadeform", website: "https://www.shadeform.ai" },
  { slug: "together", name: "Together AI", website: "https://www.together.ai" },
  { slug: "vastai", name: "Vast.ai", website: "https://vast.ai" },
  { slug: "verda", name: "Verda", website: "https://verda.com" },
  { slug: "vultr", name: "Vultr", website: "https://www.vultr.com" },
];

const bySlug = new Map(providerNames.map((provider) => [provider.slug, provider]));

/** The name people know, or the slug itself for one that is not in the table. */
export function providerName(slug: string): string {
  return bySlug.get(slug)?.name ?? slug;
}
