/** `vramGib`: the alias counts only with this VRAM stated; without it, only where the feed states none or the product's own. */
export type GpuAlias = { raw: string; vramGib?: number; gpuId: string };

/**
 * Vendors' words for a GPU that the words of `gpu-table` do not make up: one line maps one name that waits on the status page.
 *
 * Consulted after the table. The whole text must be the same once case and separators are let be; nothing is read into it.
 */
export const gpuAliases: readonly GpuAlias[] = [
  // Replicate: "Large" is the host beside the card.
  { raw: "Nvidia A40 (Large) GPU", gpuId: "a40-48" },
];
