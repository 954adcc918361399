import { reference202611 } from "./reference-2026-11";
import type { ReferenceGpu } from "./reference-gpu";
import { currentReference } from "./versions";

/** The figures from which the scales of scores are made. A published version never changes: links carry its name. */
export type Reference = { version: string; gpus: readonly ReferenceGpu[] };

/** One for each of `referenceVersions`. */
const references: readonly Reference[] = [{ version: currentReference, gpus: reference202611 }];

/** The reference of a version, or null if there is none of that name. */
export function referenceOf(version: string): Reference | null {
  return references.find((one) => one.version === version) ?? null;
}
