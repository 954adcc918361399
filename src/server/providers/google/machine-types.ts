import type { GoogleCard } from "@/domain/instance-type/google-machine-types";

/** What the catalogue calls a GPU, without "GPU" and the place. The H100 "Plus" is the Mega, because its host is A3Plus. */
export const gpuSkus: ReadonlyMap<string, GoogleCard> = new Map<string, GoogleCard>([
  ["Nvidia Tesla A100", "A100 40GB"],
  ["Nvidia Tesla A100 80GB", "A100 80GB"],
  ["Nvidia H100 80GB", "H100"],
  ["Nvidia H100 80GB Mega", "H100 Mega"],
  ["Nvidia H100 Mega 80GB", "H100 Mega"],
  ["Nvidia H100 80GB Plus", "H100 Mega"],
  ["H200 141GB", "H200"],
  ["Nvidia H200 141GB", "H200"],
  ["A4 Nvidia B200 (1 gpu slice)", "B200"],
  ["Nvidia L4", "L4"],
  ["RTX 6000 96GB", "RTX PRO 6000"],
  ["Nvidia Tesla T4", "T4"],
  ["Nvidia Tesla P4", "P4"],
  ["Nvidia Tesla P100", "P100"],
  ["Nvidia Tesla V100", "V100"],
]);

/** Compute Engine's names for the cards that are attached to N1 machines; the others come with their machine type. */
const attachable: ReadonlyMap<string, string> = new Map<GoogleCard, string>([
  ["T4", "nvidia-tesla-t4"],
  ["P4", "nvidia-tesla-p4"],
  ["P100", "nvidia-tesla-p100"],
  ["V100", "nvidia-tesla-v100"],
]);

/** What to order for an offer named "n1-standard-8 + 1 T4" or "a2-highgpu-1g". Null: no machine takes that card. */
export function machineParts(
  instanceType: string,
): { machineType: string; accelerator: { type: string; count: number } | null } | null {
  const [machineType = "", added] = instanceType.split(" + ", 2);
  if (added === undefined) return { machineType, accelerator: null };
  const [, count, card] = /^(\d{1,2}) (.+)$/.exec(added) ?? [];
  const type = attachable.get(card ?? "");
  return type === undefined ? null : { machineType, accelerator: { type, count: Number(count) } };
}
