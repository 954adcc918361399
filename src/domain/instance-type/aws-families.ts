/** The card that every size of an instance family has; `isSlice` if a size may have only a part of one. */
type AwsFamily = { gpuRaw: string; cardVramGib: number; isSlice?: boolean };

/** From docs.aws.amazon.com/ec2/latest/instancetypes/ac.html. g5 has the A10G, which is not the A10. */
// biome-ignore format: a table
export const awsFamilies: ReadonlyMap<string, AwsFamily> = new Map<string, AwsFamily>([
  ["g3", { gpuRaw: "NVIDIA M60", cardVramGib: 8 }],
  ["g3s", { gpuRaw: "NVIDIA M60", cardVramGib: 8 }],
  ["g4ad", { gpuRaw: "AMD Radeon Pro V520", cardVramGib: 8 }],
  ["g4dn", { gpuRaw: "NVIDIA T4", cardVramGib: 16 }],
  ["g5", { gpuRaw: "NVIDIA A10G", cardVramGib: 24 }],
  ["g5g", { gpuRaw: "NVIDIA T4g", cardVramGib: 16 }],
  ["g6", { gpuRaw: "NVIDIA L4", cardVramGib: 24 }],
  ["gr6", { gpuRaw: "NVIDIA L4", cardVramGib: 24 }],
  ["g6f", { gpuRaw: "NVIDIA L4", cardVramGib: 24, isSlice: true }],
  ["gr6f", { gpuRaw: "NVIDIA L4", cardVramGib: 24, isSlice: true }],
  ["g6e", { gpuRaw: "NVIDIA L40S", cardVramGib: 48 }],
  ["g7", { gpuRaw: "NVIDIA RTX PRO 4500 Blackwell Server Edition", cardVramGib: 32 }],
  ["g7e", { gpuRaw: "NVIDIA RTX PRO 6000 Blackwell Server Edition", cardVramGib: 96 }],
  ["p3", { gpuRaw: "NVIDIA V100 SXM2", cardVramGib: 16 }],
  ["p3dn", { gpuRaw: "NVIDIA V100 SXM2", cardVramGib: 32 }],
  ["p4d", { gpuRaw: "NVIDIA A100 SXM4", cardVramGib: 40 }],
  ["p4de", { gpuRaw: "NVIDIA A100 SXM4", cardVramGib: 80 }],
  ["p5", { gpuRaw: "NVIDIA H100 SXM5", cardVramGib: 80 }],
  ["p5e", { gpuRaw: "NVIDIA H200 SXM5", cardVramGib: 141 }],
  ["p5en", { gpuRaw: "NVIDIA H200 SXM5", cardVramGib: 141 }],
  ["p6-b200", { gpuRaw: "NVIDIA B200", cardVramGib: 180 }],
  ["p6-b300", { gpuRaw: "NVIDIA B300", cardVramGib: 288 }],
]);

/** The family of an instance type ("p5" of "p5.48xlarge"), or null if the table lacks it. */
export function awsFamily(instanceType: string): AwsFamily | null {
  return awsFamilies.get(instanceType.split(".", 1)[0] ?? "") ?? null;
}
