import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gpuById, gpus, parseGpuName } from "./gpu";
import { gpuNameKey } from "./gpu-name";
import { gpuGroups } from "./gpu-table";

const idOf = (raw: string, vramGib?: number) => parseGpuName(raw, { vramGib })?.id ?? null;

describe("the table", () => {
  it("has unique kebab-case ids that end with the VRAM", () => {
    expect(new Set(gpus.map((gpu) => gpu.id)).size).toBe(gpus.length);
    for (const gpu of gpus) {
      expect(gpu.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(gpu.id.endsWith(`-${gpu.vramGib}`)).toBe(true);
      expect(gpuById(gpu.id)).toBe(gpu);
    }
    expect(gpuById("h1000-80")).toBeNull();
  });

  it("finds each product by its display name and VRAM", () => {
    for (const gpu of gpus)
      expect([gpu.model, parseGpuName(gpu.model, { vramGib: gpu.vramGib })?.id]).toEqual([gpu.model, gpu.id]);
  });
});

const known: [raw: string, vramGib: number | undefined, id: string][] = [
  ["NVIDIA H100 80GB HBM3", undefined, "h100-sxm-80"],
  ["NVIDIA H100 PCIe", undefined, "h100-pcie-80"],
  ["NVIDIA H100 NVL", undefined, "h100-nvl-94"],
  ["H100NVL", undefined, "h100-nvl-94"],
  ["H100 (80 GB SXM5)", undefined, "h100-sxm-80"],
  ["H100-MEGA-80GB", undefined, "h100-sxm-80"],
  ["nvidia-h100-mega-80gb", undefined, "h100-sxm-80"],
  ["NVIDIA_H100_80GB", undefined, "h100-80"],
  ["H100", 80, "h100-80"],
  ["H100", 95_830 / 1024, "h100-nvl-94"],
  ["H100", 81_559 / 1024, "h100-80"],
  ["NVIDIA H200", 141, "h200-141"],
  ["H200-SXM", undefined, "h200-sxm-141"],
  ["H200-NVL", 143, "h200-nvl-141"],
  ["nvidia-h200-141gb", undefined, "h200-141"],
  ["NVIDIA_A100", 40, "a100-40"],
  ["NVIDIA_A100", 80, "a100-80"],
  ["A100-80GB", undefined, "a100-80"],
  ["A100_80G", undefined, "a100-80"],
  ["A100-SXM4-80GB", undefined, "a100-sxm-80"],
  ["A100 SXM4", 40, "a100-sxm-40"],
  ["A100 PCIE", 79.6, "a100-pcie-80"],
  ["nvidia-tesla-a100", 40, "a100-40"],
  ["a100-80gb pcie", 80, "a100-pcie-80"],
  ["Tesla V100-SXM2-32GB", undefined, "v100-sxm-32"],
  ["Tesla V100 (16 GB)", undefined, "v100-16"],
  ["V100S", undefined, "v100s-32"],
  ["NVIDIA L4", undefined, "l4-24"],
  ["L40", undefined, "l40-48"],
  ["L40S", 45_776 / 1024, "l40s-48"],
  ["A10", undefined, "a10-24"],
  ["NVIDIA A10G", undefined, "a10g-24"],
  ["T4", undefined, "t4-16"],
  ["T4g", undefined, "t4g-16"],
  ["RTX PRO 6000 S", undefined, "rtx-pro-6000-server-96"],
  ["RTX PRO 6000 WS", undefined, "rtx-pro-6000-workstation-96"],
  ["RTX PRO 6000 Max-Q", undefined, "rtx-pro-6000-max-q-96"],
  ["RTXPro6000", undefined, "rtx-pro-6000-96"],
  ["NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition", 96, "rtx-pro-6000-max-q-96"],
  ["RTX6000Ada", undefined, "rtx-6000-ada-48"],
  ["nvidia_rtx6000_ada", 48, "rtx-6000-ada-48"],
  ["NVIDIA RTX 6000 Ada Generation", undefined, "rtx-6000-ada-48"],
  ["RTX 5000 Ada", undefined, "rtx-5000-ada-32"],
  ["RTX4000-Ada", undefined, "rtx-4000-ada-20"],
  ["RTX A6000", undefined, "rtx-a6000-48"],
  ["A6000", undefined, "rtx-a6000-48"],
  ["RTXA6000", 47.99, "rtx-a6000-48"],
  ["RTX 6000", 24, "quadro-rtx-6000-24"],
  ["Quadro RTX 6000", undefined, "quadro-rtx-6000-24"],
  ["Q RTX 8000", undefined, "quadro-rtx-8000-48"],
  ["NVIDIA GeForce RTX 4080 SUPER", 16, "rtx-4080-super-16"],
  ["RTX 4080S", undefined, "rtx-4080-super-16"],
  ["RTX 4080", undefined, "rtx-4080-16"],
  ["RTX 4070S Ti", undefined, "rtx-4070-ti-super-16"],
  ["RTX 3080", 10, "rtx-3080-10"],
  ["RTX 3080 Ti", undefined, "rtx-3080-ti-12"],
  ["RTX 3060 Ti", undefined, "rtx-3060-ti-8"],
  ["RTX 3060", 12, "rtx-3060-12"],
  ["GH200 (96 GB)", undefined, "gh200-96"],
  ["NVIDIA GH200 480GB", undefined, "gh200-96"],
  ["NVIDIA GH200 144G HBM3e", undefined, "gh200-144"],
  ["GB200 NVL72", undefined, "gb200-186"],
  ["GB300", 279, "gb300-288"],
  ["NVIDIA B300 SXM6 AC", 288, "b300-288"],
  ["B300", 275_040 / 1024, "b300-288"],
  ["AMD Instinct MI300X OAM", 192, "mi300x-192"],
  ["amd_mi300x", undefined, "mi300x-192"],
  ["AMD_MI350X_288GB", undefined, "mi350x-288"],
  ["Gaudi2", undefined, "gaudi2-96"],
  ["Intel Gaudi 3", undefined, "gaudi3-128"],
  ["Radeon Pro V520", undefined, "radeon-pro-v520-8"],
  ["Radeon MI25", undefined, "mi25-16"],
  ["NVIDIA(R) Tesla(TM) T4", undefined, "t4-16"],
];

const unknown: [raw: string, vramGib: number | undefined, why: string][] = [
  ["", undefined, "empty"],
  ["NVIDIA", undefined, "no model"],
  ["A100", undefined, "40 or 80"],
  ["A100 SXM4", undefined, "40 or 80"],
  ["V100", undefined, "16 or 32"],
  ["H100", undefined, "80 or 94"],
  ["A100", 60, "fits no variant"],
  ["A100-80GB", 40, "the hint contradicts the text"],
  ["H100", Number.NaN, "an invalid hint"],
  ["H100 SXM PCIe", 80, "two forms"],
  ["L40S SXM", undefined, "no such module"],
  ["AMD H100", 80, "wrong vendor"],
  ["NVIDIA MI300X", undefined, "wrong vendor"],
  ["GeForce A100", 80, "wrong line"],
  ["RTX 4090 Blackwell", 24, "wrong generation"],
  ["H1000", 80, "no such card"],
  ["H100X", 80, "no such card"],
  ["B100X", undefined, "no such card"],
  ["A1000", undefined, "a laptop card"],
  ["NVIDIA L400", undefined, "no such card"],
  ["A10 0", 80, "separate digits"],
  ["MI250X4", 128, "MI250 x4 or MI250X"],
  ["RX 7900 XTX4", undefined, "not four RX 7900 XT"],
  ["RTX 4090", 48, "a modified card"],
  ["RTX 4090 48GB", undefined, "a modified card"],
  ["RTX 4090 Laptop", undefined, "a laptop card"],
  ["RTX 3080 Laptop GPU", 16, "a laptop card"],
  ["GeForce GTX", undefined, "no model"],
  ["GeForce GTX 9999", undefined, "no such card"],
  ["RTX 3080", undefined, "10 or 12"],
  ["RTX 6000", undefined, "Turing or Ada"],
  ["RTX 6000", 48, "Ada must be named"],
  ["RTX 4000", undefined, "Turing or Ada"],
  ["RTX 4090 PRO", 24, "a price tier"],
  ["A100 MIG 1g.10gb", undefined, "a slice"],
  ["MIG 1g.10gb", undefined, "a slice"],
  ["GRID A100-10C", undefined, "a slice"],
  ["A100/H100", 80, "two cards"],
  ["H100+", 80, "not a name"],
  ["H100 constructor", 80, "a name from JavaScript's Object"],
  ["__proto__", undefined, "a name from JavaScript's Object"],
  ["Groq LPU", undefined, "not a GPU"],
  ["TPU v5e", undefined, "no entry"],
];

describe("parseGpuName", () => {
  it.each(known)("%s (%s GiB) is %s", (raw, vramGib, id) => {
    expect(idOf(raw, vramGib)).toBe(id);
    expect(idOf(raw.toUpperCase(), vramGib)).toBe(id);
    expect(idOf(raw.toLowerCase().replaceAll(" ", "_"), vramGib)).toBe(id);
  });

  it.each(unknown)("refuses %j (%s GiB): %s", (raw, vramGib) => {
    expect(parseGpuName(raw, { vramGib })).toBeNull();
  });

  it.each([
    ["8x H100 (80 GB SXM5)", undefined, 8],
    ["8 x H100 80GB", undefined, 8],
    ["H100 80GB x8", undefined, 8],
    ["A100-80Gx4", undefined, 4],
    ["2x_nvidia_a100_80gb_sxm", undefined, 2],
    ["8xL40S", 8, 8],
    ["L40Sx8", undefined, 8],
    ["L40S", 10, 10],
    ["L40S", 0.5, 0.5],
    ["L40S", undefined, 1],
  ])("counts %s with hint %s as %s", (raw, count, expected) => {
    expect(parseGpuName(raw, { count })?.count).toBe(expected);
  });

  it.each([
    ["8x L40S", 4],
    ["2x L40S x4", undefined],
    ["0x L40S", undefined],
    ["L40S", 0],
    ["L40S", Number.NaN],
    ["L40S", -1],
  ])("refuses %s with count %s", (raw, count) => {
    expect(parseGpuName(raw, { count })).toBeNull();
  });

  it("returns the vendor, nominal VRAM and form of the product", () => {
    expect(parseGpuName("H200 NVL", { vramGib: 143, count: 2 })).toEqual({
      id: "h200-nvl-141",
      vendor: "nvidia",
      vramGib: 141,
      count: 2,
      formFactor: "nvl",
    });
  });

  it("never mistakes a longer model number for a known one", () => {
    const names = gpuGroups
      .flatMap((group) => group.rows.flatMap((row) => row[6]))
      .map((n) => n.replace("~", ""));
    const keys = new Set(names.map((name) => gpuNameKey(name.split(" "))));
    const suffix = fc.string({
      unit: fc.constantFrom(..."0123456789abcdefghijklmnopqrstuvwxyz"),
      minLength: 1,
      maxLength: 4,
    });
    const size = fc.constantFrom(undefined, ...new Set(gpus.map((gpu) => gpu.vramGib)));
    fc.assert(
      fc.property(fc.constantFrom(...names), suffix, size, (name, tail, vramGib) => {
        // "x8" and an attached form factor are separate words, and "A10" + "0" is a name that exists.
        fc.pre(!/^x\d{1,2}$|^(?:sxm\d?|pcie|nvl|oam)$/.test(tail));
        // "a30x" + "3" is three A30.
        fc.pre(!/\dx\d{1,2}$/.test(`${name}${tail}`));
        fc.pre(!keys.has(gpuNameKey(`${name}${tail}`.split(" "))));
        expect(idOf(`${name}${tail}`, vramGib)).toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  it("stays within the given family, whatever the hint", () => {
    fc.assert(
      fc.property(fc.constantFrom(...gpus), fc.double({ min: 1, max: 400, noNaN: true }), (gpu, vramGib) => {
        const parsed = parseGpuName(gpu.family, { vramGib });
        if (parsed === null) return;
        expect(gpuById(parsed.id)?.family).toBe(gpu.family);
      }),
    );
  });

  it("handles any text without throwing, and hostile text immediately", () => {
    fc.assert(fc.property(fc.string(), fc.float(), (raw, vramGib) => void parseGpuName(raw, { vramGib })));
    for (const piece of ["8x", "x8", "(((", "80gb ", "h100 ", " ", "h100sxm", "9", "®"]) {
      const startedAt = performance.now();
      expect(parseGpuName(piece.repeat(10_000))).toBeNull();
      expect(performance.now() - startedAt).toBeLessThan(50);
    }
  });
});
