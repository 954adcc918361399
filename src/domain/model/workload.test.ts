import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { llama3Small as llama8b, llama3Large as llama70b } from "./shapes/llama";
import { fitsOffer, type Requirements, type Workload, workloadRequirements } from "./workload";

const inference = (over: Partial<Workload> = {}): Workload => ({
  kind: "inference",
  parametersBillion: 8.03,
  bytesPerParameter: 2,
  contextTokens: 8192,
  batch: 1,
  architecture: llama8b,
  ...over,
});

function needs(workload: Workload) {
  const found = workloadRequirements(workload);
  if (found.kind !== "requirements") throw new Error(`impossible: ${found.why}`);
  return { ...found, part: (label: string) => found.reasons.find((reason) => reason.label === label)?.gib };
}

describe("workloadRequirements", () => {
  it("computes Llama 3 8B by hand: 16.06 GB of weights, 128 KiB of cache a token", () => {
    const found = needs(inference());
    expect(found.part("weights")).toBeCloseTo(16.06e9 / 2 ** 30, 6);
    expect(found.part("kv_cache")).toBeCloseTo(1, 6);
    expect(found.part("overhead")).toBeCloseTo((16.06e9 / 2 ** 30 + 1) / 10, 6);
    expect(found.minVramGib).toBeCloseTo(17.553, 2);
  });

  it("fits Llama 3 70B in fp16 into two 80 GB cards, but not into one", () => {
    const found = needs(inference({ parametersBillion: 70.6, architecture: llama70b, contextTokens: 4096 }));
    expect(found.part("kv_cache")).toBeCloseTo(1.25, 6);
    expect(found.minVramGib).toBeGreaterThan(141);
    expect(found.minVramGib).toBeLessThan(160);
  });

  it("approximates the cache of an unknown model close to Llama 3", () => {
    const cacheKib = (billions: number) =>
      (needs(inference({ parametersBillion: billions, architecture: undefined, contextTokens: 1024 })).part(
        "kv_cache",
      ) ?? 0) * 1024;
    expect(cacheKib(8)).toBeCloseTo(128, 6);
    expect(Math.abs(cacheKib(70) / 320 - 1)).toBeLessThan(0.03);
  });

  it("counts 16 bytes per parameter for full training, before activations", () => {
    const found = needs(inference({ kind: "training", parametersBillion: 7 }));
    expect((found.part("weights") ?? 0) + (found.part("optimizer_states") ?? 0)).toBeCloseTo(
      112e9 / 2 ** 30,
      6,
    );
    // 31 layers keep their input (2 bytes) and one is kept in full (34): 8192 tokens x 4096 x 96.
    expect(found.part("activations")).toBeCloseTo((8192 * 4096 * 96) / 2 ** 30, 6);
    expect(found.recommendedVramGib).toBeGreaterThan(found.minVramGib * 1.2);
  });

  it("fits a LoRA of a 4-bit 8B model where full training does not fit", () => {
    const lora = workloadRequirements(
      inference({ kind: "fine_tuning", bytesPerParameter: 0.5, contextTokens: 2048 }),
    );
    const full = workloadRequirements(inference({ kind: "training", contextTokens: 2048 }));
    expect(fitsOffer(lora, { vramGib: 24, gpuCount: 1 }).fits).toBe(true);
    expect(fitsOffer(full, { vramGib: 80, gpuCount: 1 }).fits).toBe(false);
    expect(fitsOffer(full, { vramGib: 80, gpuCount: 2 }).fits).toBe(true);
  });

  it("counts no KV cache for an image model, and one decoder for the whole batch", () => {
    const image = inference({
      kind: "image_generation",
      parametersBillion: 3.5,
      contextTokens: 4096,
      architecture: undefined,
    });
    const [one, four] = [needs(image), needs({ ...image, batch: 4 })];
    expect(one.part("kv_cache")).toBeUndefined();
    expect(one.part("image_decoder")).toBeCloseTo(1, 6);
    expect(four.part("image_decoder")).toBe(one.part("image_decoder"));
    expect(one.minVramGib).toBeGreaterThan(7);
    expect(one.minVramGib).toBeLessThan(12);
  });

  it.each<[string, Partial<Workload>]>([
    ["no parameters", { parametersBillion: 0 }],
    ["a negative batch", { batch: -1 }],
    ["NaN tokens", { contextTokens: Number.NaN }],
    ["an infinite context", { contextTokens: Number.POSITIVE_INFINITY }],
    ["an empty architecture", { architecture: { ...llama8b, layers: 0 } }],
  ])("calls %s invalid", (_, over) => {
    expect(workloadRequirements(inference(over))).toEqual({ kind: "impossible", why: "invalid_input" });
  });

  it("calls a model impossible if no machine can hold it", () => {
    const found = workloadRequirements(inference({ kind: "training", parametersBillion: 2000 }));
    expect(found).toEqual({ kind: "impossible", why: "larger_than_any_machine" });
    expect(fitsOffer(found, { vramGib: 288, gpuCount: 72 })).toMatchObject({
      fits: false,
      why: "impossible_workload",
    });
  });

  const size = fc.double({ min: 0.1, max: 100, noNaN: true });
  const workloads = fc.record<Workload>({
    kind: fc.constantFrom("inference", "training", "fine_tuning", "image_generation", "general"),
    parametersBillion: size,
    bytesPerParameter: fc.constantFrom(0.5, 1, 2, 4),
    contextTokens: fc.integer({ min: 1, max: 8192 }),
    batch: fc.integer({ min: 1, max: 4 }),
    architecture: fc.constantFrom(undefined, llama8b),
  });

  it("returns parts that sum to the minimum, which is below the recommendation", () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const found = needs(workload);
        expect(found.reasons.reduce((total, { gib }) => total + gib, 0)).toBeCloseTo(found.minVramGib, 9);
        expect(found.recommendedVramGib).toBeGreaterThanOrEqual(found.minVramGib * 1.19999);
      }),
    );
  });

  it("never needs less VRAM when any input grows", () => {
    const field = fc.constantFrom("parametersBillion", "bytesPerParameter", "contextTokens", "batch");
    fc.assert(
      fc.property(workloads, field, (workload, name) => {
        const more = needs({ ...workload, [name]: workload[name] * 1.5 });
        expect(more.minVramGib).toBeGreaterThanOrEqual(needs(workload).minVramGib);
      }),
    );
  });
});

describe("fitsOffer", () => {
  const requirements: Requirements = {
    kind: "requirements",
    minVramGib: 40,
    recommendedVramGib: 60,
    reasons: [{ label: "weights", gib: 40 }],
  };

  it.each([
    [80, 1, { fits: true, why: "fits_recommended", totalVramGib: 80, missingGib: 0 }],
    [24, 2, { fits: true, why: "fits_minimum_only", totalVramGib: 48, missingGib: 0 }],
    [40, 1, { fits: true, why: "fits_minimum_only", totalVramGib: 40, missingGib: 0 }],
    [24, 1, { fits: false, why: "too_little_vram", totalVramGib: 24, missingGib: 16 }],
    [48, 0.5, { fits: false, why: "too_little_vram", totalVramGib: 24, missingGib: 16 }],
    [null, 8, { fits: false, why: "unknown_vram", totalVramGib: null, missingGib: null }],
    [Number.NaN, 8, { fits: false, why: "unknown_vram", totalVramGib: null, missingGib: null }],
  ])("answers %s GiB x %s", (vramGib, gpuCount, expected) => {
    expect(fitsOffer(requirements, { vramGib, gpuCount })).toEqual(expected);
  });
});
