/**
 * `vramGib`: the alias matches only if the feed states this VRAM. Without it, the alias matches if the feed states no VRAM or the
 * product's.
 */
export type GpuAlias = { raw: string; vramGib?: number; gpuId: string };

/**
 * Vendors' names for GPUs that cannot be composed from the words of `gpu-table`. One line maps one name from the status page.
 *
 * Consulted after the table. The whole text must match, ignoring case and separators; it is not interpreted.
 */
export const gpuAliases: readonly GpuAlias[] = [
  // Replicate: "Large" describes the host, not the card.
  { raw: "Nvidia A40 (Large) GPU", gpuId: "a40-48" },
];
