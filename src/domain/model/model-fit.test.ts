import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelById } from "./model";
import { exceedsContext, fitModel, isTight, type ModelFit } from "./model-fit";
import { llama3Large } from "./shapes/llama";
import { mixtral7b } from "./table/mistral";
import { workloadRequirements } from "./workload";

const GIB = 2 ** 30;
const dense70b = {
  parametersBillion: 70.6,
  activeParametersBillion: 70.6,
  architecture: llama3Large,
  contextTokens: 131_072,
};
const mixture = {
  parametersBillion: 46.7,
  activeParametersBillion: 12.9,
  architecture: mixtral7b,
  contextTokens: null,
};

function fitOf(
  model: Parameters<typeof fitModel>[0],
  more: Partial<Parameters<typeof fitModel>[1]> = {},
): ModelFit {
  const fit = fitModel(model, { bytesPerParameter: 1, cacheBits: 16, contextTokens: 4096, ...more });
  if ("why" in fit) throw new Error(fit.why);
  return fit;
}
function fitOfId(id: string, more: Partial<Parameters<typeof fitModel>[1]> = {}): ModelFit {
  const model = modelById(id);
  if (!model) throw new Error(`no model ${id}`);
  return fitOf(model, more);
}

describe("fitModel", () => {
  it("agrees with the VRAM arithmetic of workload.ts at 16 bits", () => {
    const { minVramGib, parts } = fitOf(dense70b, { bytesPerParameter: 2 });
    const needs = workloadRequirements({
      kind: "inference",
      parametersBillion: 70.6,
      architecture: llama3Large,
      bytesPerParameter: 2,
      contextTokens: 4096,
      batch: 1,
    });
    expect(needs).toMatchObject({ kind: "requirements" });
    if (needs.kind !== "requirements") return;
    expect(minVramGib).toBeCloseTo(needs.minVramGib, 9);
    expect(parts.map(({ label }) => label)).toEqual(needs.reasons.map(({ label }) => label));
  });

  it.each([
    [1, 80, 4],
    [1, 73, 0],
    [2, 80, 62],
    [4, 24, 15],
    [8, 80, 411],
  ])("on %d GPUs of %d GiB has room for %d sequences, and for no more", (gpus, vramGib, sequences) => {
    const fit = fitOf(dense70b);
    expect(fit.maxSequencesIn({ gpus, vramGib })).toBe(sequences);
    const cacheGib = (4096 * 2 * 80 * 128 * 2 * Math.ceil(8 / gpus)) / GIB;
    const gibFor = (batch: number) => (fit.weightsGib / gpus + batch * cacheGib) * 1.1;
    expect(gibFor(sequences + 1)).toBeGreaterThan(vramGib);
    if (sequences > 0) expect(gibFor(sequences)).toBeLessThanOrEqual(vramGib);
  });

  it("does not hold more sequences of a latent cache on more GPUs than the memory beside the weights allows", () => {
    const fit = fitOfId("deepseek-v3.2", { contextTokens: 100_000 });
    const cacheGib = (100_000 * 61 * (1152 + 132)) / GIB;
    const free = 141 / 1.1 - fit.weightsGib / 8;
    expect(fit.maxSequencesIn({ gpus: 8, vramGib: 141 })).toBe(Math.floor(free / cacheGib));
    expect(fit.minVramPerGpuGib(8) * 8).toBeGreaterThan(fit.minVramGib);
  });

  it("halves only the cache at 8 bits, and its parts add up", () => {
    const [full, half] = [fitOf(dense70b), fitOf(dense70b, { cacheBits: 8 })];
    expect(half.cacheBytesRead(1000, 1)).toBe(full.cacheBytesRead(1000, 1) / 2);
    expect(half.weightsGib).toBe(full.weightsGib);
    for (const { parts, minVramGib } of [full, half, fitOfId("qwen3-next-80b-a3b-instruct")])
      expect(parts.reduce((sum, { gib }) => sum + gib, 0)).toBeCloseTo(minVramGib, 9);
  });

  it("names the state of a hybrid model as a part of its own", () => {
    const labels = fitOfId("qwen3-next-80b-a3b-instruct").parts.map(({ label }) => label);
    expect(labels).toEqual(["weights", "kv_cache", "state", "overhead"]);
  });

  it("reads a cache that is repeated once on each GPU", () => {
    const fit = fitOf(dense70b);
    expect(fit.cacheBytesRead(1000, 8)).toBe(fit.cacheBytesRead(1000, 1));
    expect(fit.cacheBytesRead(1000, 16)).toBe(2 * fit.cacheBytesRead(1000, 1));
    const latent = fitOfId("deepseek-v3");
    expect(latent.cacheBytesRead(1000, 8)).toBe(8 * latent.cacheBytesRead(1000, 1));
  });

  it("reads only the active weights of a mixture for one token, and nearly all weights for many", () => {
    const fit = fitOf(mixture, { bytesPerParameter: 2 });
    expect(fit.weightBytesRead(1)).toBeCloseTo(2 * 12.9e9, -3);
    expect(fit.weightBytesRead(64)).toBeGreaterThan(0.999 * 2 * 46.7e9);
    expect(fitOf(dense70b, { bytesPerParameter: 2 }).weightBytesRead(1)).toBe(2 * 70.6e9);
  });

  it("counts operations on the active weights and on the context", () => {
    expect(fitOf(mixture).flopsPerToken(0)).toBeCloseTo(2 * 12.9e9, -3);
    expect(fitOf(dense70b).flopsPerToken(1000)).toBe(2 * 70.6e9 + 4 * 80 * 8192 * 1000);
  });

  it("gives the reason when there is no fit", () => {
    const at = { bytesPerParameter: 2, cacheBits: 16, contextTokens: 4096 };
    const unknown = {
      parametersBillion: null,
      activeParametersBillion: null,
      architecture: null,
      contextTokens: null,
    };
    const sized = { ...unknown, parametersBillion: 70, activeParametersBillion: 70 };
    const enormous = { ...dense70b, parametersBillion: 30_000 };
    expect(fitModel(unknown, at)).toEqual({ why: "unknown_size" });
    expect(fitModel(sized, at)).toEqual({ why: "unknown_shape", weightsGib: 140e9 / GIB });
    expect(fitModel(enormous, at)).toEqual({ why: "larger_than_any_machine" });
  });

  it("has no fit beyond the model's own context, whatever the machine: Llama 3 8B at 200,000 tokens", () => {
    const model = modelById("llama-3-8b-instruct");
    const at = (contextTokens: number) =>
      model && fitModel(model, { bytesPerParameter: 0.5, cacheBits: 8, contextTokens });
    expect(at(200_000)).toEqual({ why: "context_too_long", limitTokens: 8192 });
    expect(at(8193)).toEqual({ why: "context_too_long", limitTokens: 8192 });
    expect(at(8192)).toMatchObject({ bytesPerParameter: 0.5 });
    expect(exceedsContext({ contextTokens: null }, 10_000_000)).toBe(false);
  });

  it("is tight between the least memory and a fifth more", () => {
    const fit = fitOf(dense70b);
    const least = fit.minVramPerGpuGib(2);
    expect(isTight(fit, { gpus: 2, vramGib: least * 0.99 })).toBe(false);
    expect(isTight(fit, { gpus: 2, vramGib: least * 1.01 })).toBe(true);
    expect(isTight(fit, { gpus: 2, vramGib: least * 1.21 })).toBe(false);
  });

  it("never reads more weights than the model has, nor fewer for a larger batch", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (batch, more) => {
        const fit = fitOf(mixture, { bytesPerParameter: 2 });
        expect(fit.weightBytesRead(batch + more)).toBeGreaterThanOrEqual(fit.weightBytesRead(batch));
        expect(fit.weightBytesRead(batch)).toBeLessThanOrEqual(2 * 46.7e9);
      }),
    );
  });
});
