import type { GpuGroup } from "./gpu-row";
import { amd } from "./table/amd";
import { intelAndAws } from "./table/intel-and-aws";
import { nvidiaConsumer } from "./table/nvidia-consumer";
import { nvidiaDataCenter } from "./table/nvidia-data-center";
import { nvidiaWorkstation } from "./table/nvidia-workstation";

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
