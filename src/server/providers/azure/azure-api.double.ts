import type { LaunchOrder } from "@/domain/pod/machine";
import type { ReceivedRequest } from "../loopback.double";
import type { Machines } from "../machines/bind";
import { machinesAgainst } from "../machines/loopback.double";
import { azure } from "./offers";

export const secrets = {
  AZURE_TENANT_ID: "tenant",
  AZURE_CLIENT_ID: "canary-id",
  AZURE_CLIENT_SECRET: "canary-secret",
  AZURE_SUBSCRIPTION_ID: "sub",
  AZURE_RESOURCE_GROUP: "gpus",
  AZURE_SUBNET_ID: "eastus=/subscriptions/sub/subnets/east,westeurope=/subscriptions/sub/subnets/west",
};
export const order: LaunchOrder = {
  mark: "gpb-test-1",
  offer: {
    externalId: "x",
    instanceType: "Standard_NC24ads_A100_v4",
    gpuId: "a100-pcie-80",
    gpuRaw: "NVIDIA A100 PCIe",
    gpuCount: 1,
    region: "westeurope",
    isSpot: false,
  },
  bidMicroUsdPerHour: null,
  image: "pytorch/pytorch",
  diskGib: 128,
  environment: {},
  ports: [],
  model: null,
  sshPublicKey: "ssh-ed25519 AAAA me",
  startScript: "#!/bin/sh\necho ready",
};
/** Where the machines of the resource group are. */
export const VMS = "/azure/subscriptions/sub/resourceGroups/gpus/providers/Microsoft.Compute/virtualMachines";

/** A virtual machine as the API describes it. */
export const vm = (name: string, properties: object = {}, tags: object = { "gpubroker-mark": "gpb-1" }) => ({
  name,
  location: "westeurope",
  tags,
  properties: { provisioningState: "Creating", timeCreated: "2026-11-23T10:00:00.5+00:00", ...properties },
});
type Answer = { status?: number; body: unknown };
export const isToken = ({ path }: ReceivedRequest) => path.endsWith("/token");
/** Answers everything but the request for a token, and gives what was received and what came of it. */
export const over = (
  answer: (received: ReceivedRequest) => Answer,
  use: (azure: Machines) => Promise<unknown>,
) =>
  machinesAgainst(
    {
      provider: azure,
      secrets,
      answer: (received) => (isToken(received) ? { body: { access_token: "tok" } } : answer(received)),
    },
    use,
  );
