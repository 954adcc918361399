import { z } from "zod";
import type { Machine, Refusal } from "@/domain/pod/machine";

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().nullish(),
  message: z.string().nullish(),
});
type Condition = z.infer<typeof condition>;

const count = z.number().int().nonnegative().nullish();

/** The custom resource NodePool of compute.coreweave.com/v1alpha1. https://docs.coreweave.com/products/cks/reference/node-pool */
export const nodePool = z.object({
  metadata: z.object({
    name: z.string().min(1),
    labels: z.record(z.string(), z.string()).nullish(),
    creationTimestamp: z.string().nullish(),
    deletionTimestamp: z.string().nullish(),
  }),
  spec: z.object({ targetNodes: count }),
  status: z
    .object({ currentNodes: count, inProgress: count, conditions: z.array(condition).nullish() })
    .nullish(),
});
export type NodePool = z.infer<typeof nodePool>;

type Shortage = { fault: Refusal; text: string };

/** Why a pool gets no node; null if nothing says so. The same conditions had other names before January 2026. */
export function shortageOf({ status }: NodePool): Shortage | null {
  const conditions = status?.conditions ?? [];
  const invalid = conditions.find(isInvalid);
  if (invalid) return { fault: "invalid", text: wordsOf(invalid) };
  const quota = conditions.find(({ type, reason }) => type === "Quota" && reason === "Over");
  if (quota) return { fault: "quota", text: wordsOf(quota) };
  const capacity = conditions.find(
    ({ type, reason, status: is }) =>
      type === "Capacity" && (reason === "QueuedAwaitingCapacity" || is === "False"),
  );
  return capacity ? { fault: "no_capacity", text: wordsOf(capacity) } : null;
}

/** By the counts of nodes, which are unambiguous; the conditions say why a node is missing. */
export function stateOf(pool: NodePool): Pick<Machine, "state" | "providerState"> {
  const { metadata, spec, status } = pool;
  const [target, current] = [spec.targetNodes ?? 0, status?.currentNodes ?? 0];
  const nodes = `${current} of ${target} nodes`;
  if (metadata.deletionTimestamp) return { state: "stopping", providerState: "being deleted" };
  if (target === 0) return { state: current > 0 ? "stopping" : "stopped", providerState: nodes };
  if (current >= target) return { state: "running", providerState: nodes };
  const shortage = shortageOf(pool);
  const providerState = shortage === null ? nodes : `${nodes}, ${shortage.text}`;
  if (shortage?.fault === "invalid") return { state: "failed", providerState };
  const isUnderWay = shortage === null && (status?.inProgress ?? 0) > 0;
  return { state: isUnderWay ? "provisioning" : "pending", providerState };
}

function isInvalid({ type, status, reason }: Condition): boolean {
  return (type === "Validated" || type === "Valid") && (status === "False" || reason === "Invalid");
}

function wordsOf({ type, reason, message }: Condition): string {
  return `${type}: ${[reason, message].filter((words) => words).join(": ") || "not met"}`;
}
