import { reference202611 } from "./reference-2026-11";
import { currentReference } from "./versions";

/**
 * What ranking knew of one GPU on the day of a reference.
 *
 * VRAM in GiB, throughput in TFLOPS and bandwidth in GB/s per GPU, null = unknown. The price is in micro-USD per GPU-hour: the median
 * over the sellers that listed it on demand, each with the median of its own rows; null if nobody did. `newestListedOn` is the
 * day of the newest of those lists.
 */
export type ReferenceGpu = readonly [
  gpuId: string,
  vramGib: number,
  throughput: number | null,
  bandwidth: number | null,
  microUsdPerGpuHour: number | null,
  sellers: number,
  newestListedOn: string | null,
];

/** The figures from which the scales of scores are made. A published version never changes: links carry its name. */
export type Reference = { version: string; gpus: readonly ReferenceGpu[] };

/** One for each of `referenceVersions`. */
const references: readonly Reference[] = [{ version: currentReference, gpus: reference202611 }];

/** The reference of a version, or null if there is none of that name. */
export function referenceOf(version: string): Reference | null {
  return references.find((one) => one.version === version) ?? null;
}
