import { amd } from "./table/amd";
import { intelAndAws } from "./table/intel-and-aws";
import { nvidiaConsumer } from "./table/nvidia-consumer";
import { nvidiaDataCenter } from "./table/nvidia-data-center";
import { nvidiaWorkstation } from "./table/nvidia-workstation";

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

/**
 * Every accelerator that our price feeds name, every data-centre and workstation card since 2016, and the consumer cards that
 * people rent, so that one is not mistaken for another.
 *
 * VRAM is the vendor's nominal figure per GPU. Where a family has several forms, the row with form factor `null` is for
 * feeds that do not say which. Intentionally left out: MIG and vGPU slices, laptop and modified cards, LPUs and TPUs.
 * Names and memory were read in vendors' feeds, in github.com/NVIDIA/open-gpu-kernel-modules (README) and
 * github.com/pciutils/pciids, and for older cards at techpowerup.com/gpu-specs.
 */
export const gpuGroups: readonly GpuGroup[] = [
  ...nvidiaDataCenter,
  ...nvidiaWorkstation,
  ...nvidiaConsumer,
  ...amd,
  ...intelAndAws,
];
