/** `superchip`: CPU and GPU on one module (GH200, GB200). */
export type FormFactor = "sxm" | "pcie" | "nvl" | "oam" | "superchip";
export type GpuVendor = "nvidia" | "amd" | "intel" | "aws";
export type GpuSegment = "data_center" | "workstation" | "consumer";

/**
 * One product. `names` are the names that vendors use, without vendor, form factor, memory and count; spaces and case do not
 * matter. A sign before a name limits it:
 * - "~": other cards share the name; it counts only with a stated VRAM, a stated generation or the Quadro brand.
 * - "+": a rare form of a common card; the name counts only with a stated form and a stated VRAM.
 * - "-": under the Quadro brand the name means a laptop's card, which is not in the table.
 *
 * `alsoReportedGib` is a VRAM that vendors state although it differs from the nominal one by more than 7 %.
 */
export type GpuRow = readonly [
  id: string,
  model: string,
  family: string,
  vramGib: number,
  formFactor: FormFactor | null,
  releasedYear: number,
  names: readonly string[],
  alsoReportedGib?: number,
];

export type GpuGroup = {
  vendor: GpuVendor;
  architecture: string;
  segment: GpuSegment;
  rows: readonly GpuRow[];
};
