import type { FormFactor, GpuVendor } from "@/domain/gpu/gpu-row";

/** Names as their owners spell them. */
export const vendorNames = {
  nvidia: "NVIDIA",
  amd: "AMD",
  intel: "Intel",
  aws: "AWS",
} as const satisfies Record<GpuVendor, string>;

export const formFactorNames = {
  sxm: "SXM",
  pcie: "PCIe",
  nvl: "NVL",
  oam: "OAM",
  superchip: "Superchip",
} as const satisfies Record<FormFactor, string>;
