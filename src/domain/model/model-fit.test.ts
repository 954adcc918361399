import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitModel, type ModelFit } from "./model-fit";
import { workloadRequirements } from "./workload";

const architecture = { layers: 80, hiddenSize: 8192, kvHeads: 8, headDim: 128 };
const dense70b = { parametersBillion: 70.6, activeParametersBillion: 70.6, architecture };
const mixture = { parametersBillion: 46.7, activeParametersBillion: 12.9, architecture: null };

function fitOf(
  model: Parameters<typeof fitModel>[0],
  more: Partial<Parameters<typeof fitModel>[1]> = {},
): ModelFit {
  const fit = fitModel(model, { bytesPerParameter: 1, cacheBits: 16, contextTokens: 4096, ...more });
  if ("why" in fit) throw new Error(fit.why);
  return fit;
}

describe("fitModel", () => {
  it("agrees with the VRAM arithmetic of workload.ts", () => {
    const workload = {
      kind: "inference" as const,
      ...dense70b,
      bytesPerParameter: 1,
      contextTokens: 4096,
      batch: 1,
    };
    expect(fitOf(dense70b).requirements).toEqual(workloadRequirements(workload));
  });

  it.each([
    [80, 5],
    [160, 63],
    [73, 0],
  ])("fits in %d GiB at most %d sequences", (vramGib, sequences) => {
    const fit = fitOf(dense70b);
    expect(fit.maxSequencesIn(vramGib)).toBe(sequences);
    const gibFor = (batch: number) => {
      const needs = workloadRequirements({
        kind: "inference",
        ...dense70b,
        bytesPerParameter: 1,
        contextTokens: 4096,
        batch,
      });
      return needs.kind === "requirements" ? needs.minVramGib : Number.POSITIVE_INFINITY;
    };
    if (sequences > 0) expect(gibFor(sequences)).toBeLessThanOrEqual(vramGib);
    expect(gibFor(sequences + 1)).toBeGreaterThan(vramGib);
  });

  it("halves only the cache at 8 bits", () => {
    const [full, half] = [fitOf(dense70b), fitOf(dense70b, { cacheBits: 8 })];
    expect(half.cacheBytesPerToken).toBeCloseTo(full.cacheBytesPerToken / 2, 6);
    expect(half.weightsGib).toBe(full.weightsGib);
    const { reasons, minVramGib } = half.requirements;
    expect(reasons.reduce((sum, { gib }) => sum + gib, 0)).toBeCloseTo(minVramGib, 9);
  });

  it("reads only the active weights of a mixture for one token, and nearly all weights for many", () => {
    const fit = fitOf(mixture);
    expect(fit.weightBytesRead(1)).toBeCloseTo(12.9e9, -3);
    expect(fit.weightBytesRead(64)).toBeGreaterThan(0.999 * 46.7e9);
    expect(fitOf(dense70b).weightBytesRead(1)).toBe(70.6e9);
  });

  it("counts operations on the active weights, and on the context if the architecture is known", () => {
    expect(fitOf(mixture).flopsPerToken(4096)).toBe(2 * 12.9e9);
    expect(fitOf(dense70b).flopsPerToken(1000)).toBe(2 * 70.6e9 + 4 * 80 * 8192 * 1000);
  });

  it.each([
    [{ parametersBillion: null, activeParametersBillion: null, architecture: null }, "unknown_size"],
    [
      { parametersBillion: 30_000, activeParametersBillion: 30_000, architecture: null },
      "larger_than_any_machine",
    ],
  ])("gives the reason when there is no fit", (model, why) => {
    expect(fitModel(model, { bytesPerParameter: 1, cacheBits: 16, contextTokens: 4096 })).toEqual({ why });
  });

  it("never reads more weights than the model has, nor fewer for a larger batch", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (batch, more) => {
        const fit = fitOf(mixture);
        expect(fit.weightBytesRead(batch + more)).toBeGreaterThanOrEqual(fit.weightBytesRead(batch));
        expect(fit.weightBytesRead(batch)).toBeLessThanOrEqual(46.7e9);
      }),
    );
  });
});
