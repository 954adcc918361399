import type { MachineFault } from "@/domain/pod/machine";
import type { SimulatedProvider } from "./state";

/** Refusals that a provider's API tells apart, beyond those that every one does. */
export const refusals: Partial<Record<SimulatedProvider, MachineFault[]>> = {
  lambda: ["quota"],
  together: ["no_balance"],
  runpod: ["no_balance", "quota"],
  shadeform: ["no_balance"],
  vastai: ["no_balance"],
  coreweave: ["quota"],
  paperspace: ["quota"],
  verda: ["no_balance"],
  vultr: ["quota"],
  aws: ["quota"],
  azure: ["quota", "no_balance"],
  google: ["quota", "no_balance"],
  deepinfra: ["no_balance"],
  fireworks: ["quota"],
  huggingface: ["quota"],
  replicate: ["no_balance"],
};
/** What an endpoint serves, where its provider names models in a way of its own. */
export const models: Readonly<Record<string, string>> = {
  fireworks: "accounts/fireworks/models/llama-v3p1-8b-instruct",
  replicate: `meta/meta-llama-3-8b-instruct:${"5a6809ca6288247d".repeat(4)}`,
};
/** APIs that do not tell whether what they took has booted, or failed to: it counts as running from the start. */
export const silentOnBoot: ReadonlySet<string> = new Set(["replicate"]);
/** APIs that delete only what has been offline for so long: until then it is stopped, and its bill has ended. */
export const offlineBeforeDeletionMs: Readonly<Record<string, number>> = { replicate: 16 * 60_000 };
/** Nodes that no one logs in to: work reaches them through Kubernetes. */
export const reachedOtherwise: ReadonlySet<string> = new Set(["coreweave"]);
