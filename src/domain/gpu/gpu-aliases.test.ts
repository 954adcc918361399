import { describe, expect, it } from "vitest";
import { aliasedGpu, aliasKey, gpuById, gpus, parseGpuName } from "./gpu";
import { gpuAliases } from "./gpu-aliases";

describe("gpuAliases", () => {
  it.each(gpuAliases)(
    "$raw maps to a GPU of the table, and no display name makes it unnecessary",
    (alias) => {
      const gpu = gpuById(alias.gpuId);
      expect(gpu).not.toBeNull();
      expect(parseGpuName(alias.raw, { vramGib: alias.vramGib ?? gpu?.vramGib })?.id).toBe(alias.gpuId);
      expect(gpus.map(({ model }) => aliasKey(model))).not.toContain(aliasKey(alias.raw));
    },
  );

  it("has no two aliases with the same key", () => {
    expect(new Set(gpuAliases.map(({ raw }) => aliasKey(raw))).size).toBe(gpuAliases.length);
  });

  it("ignores case and separators, and nothing else", () => {
    expect(parseGpuName("NVIDIA A40 LARGE GPU", { count: 2 })).toMatchObject({ id: "a40-48", count: 2 });
    expect(parseGpuName("Nvidia A40 (Larger) GPU")).toBeNull();
    expect(parseGpuName("Nvidia A40 (Large) GPU x")).toBeNull();
  });

  it("matches only if the stated VRAM agrees", () => {
    expect(parseGpuName("Nvidia A40 (Large) GPU", { vramGib: 24 })).toBeNull();
    const alias = { raw: "card", vramGib: 24, gpuId: "a30-24" };
    expect([24, 23.7, 48, undefined].map((gib) => aliasedGpu(alias, gib)?.id)).toEqual([
      "a30-24",
      "a30-24",
      undefined,
      undefined,
    ]);
    expect(aliasedGpu({ raw: "card", gpuId: "no-such-gpu" }, undefined)).toBeNull();
  });
});
