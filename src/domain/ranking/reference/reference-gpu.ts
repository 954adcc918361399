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
