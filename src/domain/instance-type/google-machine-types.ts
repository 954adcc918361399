/** The card behind each of our names, and its memory. */
export const googleCards = {
  "A100 40GB": ["NVIDIA A100 SXM4 40GB", 40],
  "A100 80GB": ["NVIDIA A100 SXM4 80GB", 80],
  H100: ["NVIDIA H100 SXM5 80GB", 80],
  "H100 Mega": ["NVIDIA H100 Mega SXM5 80GB", 80],
  H200: ["NVIDIA H200 SXM5 141GB", 141],
  B200: ["NVIDIA B200", 180],
  L4: ["NVIDIA L4", 24],
  "RTX PRO 6000": ["NVIDIA RTX PRO 6000 Blackwell Server Edition", 96],
  T4: ["NVIDIA T4", 16],
  P4: ["NVIDIA P4", 8],
  P100: ["NVIDIA P100", 16],
  V100: ["NVIDIA V100", 16],
} as const satisfies Record<string, readonly [gpuRaw: string, vramGib: number]>;
export type GoogleCard = keyof typeof googleCards;

/** What a machine is made of, as far as Google prices its parts. */
export type MachineType = {
  name: string;
  gpu: GoogleCard;
  gpuCount: number;
  /** The billing catalogue's name for the family's vCPUs and memory; null where the GPU's price includes the whole machine. */
  host: string | null;
  vcpus: number;
  ramGib: number;
  /** Bundled with the machine, and billed separately. */
  localDiskGib: number;
  isSpotOnly: boolean;
};

/** From cloud.google.com/compute/docs/accelerator-optimized-machines. */
// biome-ignore format: a table
const machineRows: readonly [string, GoogleCard, number, string | null, number, number, number, "spot only"?][] = [
  ["a2-highgpu-1g", "A100 40GB", 1, "A2", 12, 85, 0],
  ["a2-highgpu-2g", "A100 40GB", 2, "A2", 24, 170, 0],
  ["a2-highgpu-4g", "A100 40GB", 4, "A2", 48, 340, 0],
  ["a2-highgpu-8g", "A100 40GB", 8, "A2", 96, 680, 0],
  ["a2-megagpu-16g", "A100 40GB", 16, "A2", 96, 1360, 0],
  ["a2-ultragpu-1g", "A100 80GB", 1, "A2", 12, 170, 375],
  ["a2-ultragpu-2g", "A100 80GB", 2, "A2", 24, 340, 750],
  ["a2-ultragpu-4g", "A100 80GB", 4, "A2", 48, 680, 1500],
  ["a2-ultragpu-8g", "A100 80GB", 8, "A2", 96, 1360, 3000],
  ["a3-highgpu-1g", "H100", 1, "A3", 26, 234, 750, "spot only"],
  ["a3-highgpu-2g", "H100", 2, "A3", 52, 468, 1500, "spot only"],
  ["a3-highgpu-4g", "H100", 4, "A3", 104, 936, 3000, "spot only"],
  ["a3-highgpu-8g", "H100", 8, "A3", 208, 1872, 6000],
  ["a3-megagpu-8g", "H100 Mega", 8, "A3Plus", 208, 1872, 6000],
  ["a3-ultragpu-8g", "H200", 8, "A3Ultra", 224, 2952, 12_000, "spot only"],
  ["a4-highgpu-8g", "B200", 8, null, 224, 3968, 12_000, "spot only"],
  ["g2-standard-4", "L4", 1, "G2", 4, 16, 0],
  ["g2-standard-8", "L4", 1, "G2", 8, 32, 0],
  ["g2-standard-12", "L4", 1, "G2", 12, 48, 0],
  ["g2-standard-16", "L4", 1, "G2", 16, 64, 0],
  ["g2-standard-24", "L4", 2, "G2", 24, 96, 0],
  ["g2-standard-32", "L4", 1, "G2", 32, 128, 0],
  ["g2-standard-48", "L4", 4, "G2", 48, 192, 0],
  ["g2-standard-96", "L4", 8, "G2", 96, 384, 0],
  ["g4-standard-48", "RTX PRO 6000", 1, "G4", 48, 180, 0],
  ["g4-standard-96", "RTX PRO 6000", 2, "G4", 96, 360, 0],
  ["g4-standard-192", "RTX PRO 6000", 4, "G4", 192, 720, 0],
  ["g4-standard-384", "RTX PRO 6000", 8, "G4", 384, 1440, 0],
  ["n1-standard-8 + 1 T4", "T4", 1, "N1 Predefined", 8, 30, 0],
  ["n1-standard-8 + 1 P4", "P4", 1, "N1 Predefined", 8, 30, 0],
  ["n1-standard-8 + 1 P100", "P100", 1, "N1 Predefined", 8, 30, 0],
  ["n1-standard-8 + 1 V100", "V100", 1, "N1 Predefined", 8, 30, 0],
];

/** The machine types with GPUs, newest family last but for N1, to which older cards are attached. */
export const machineTypes: readonly MachineType[] = machineRows.map(
  ([name, gpu, gpuCount, host, vcpus, ramGib, localDiskGib, sold]) => ({
    name,
    gpu,
    gpuCount,
    host,
    vcpus,
    ramGib,
    localDiskGib,
    isSpotOnly: sold === "spot only",
  }),
);
