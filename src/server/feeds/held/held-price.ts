import type { MicroUsd } from "@/domain/money";
import type { Reason } from "@/domain/reasons";

/**
 * A price that waits for a second poll or a person.
 *
 * `seen` is what the feed said. `held` is what it was compared with, or null when there was nothing to compare with.
 */
export type HeldPrice = { externalId: string; held: MicroUsd | null; seen: MicroUsd; reason: Reason };
