import { describe, expect, it } from "vitest";
import { publishedCheckpoints } from "./checkpoints.double";
import { modelById, models } from "./model";
import { type Weights, weightsOf } from "./weights";

const GIB = 2 ** 30;

function weights(id: string, weightBits: number): Weights {
  const model = modelById(id);
  if (!model || model.parametersBillion === null) throw new Error(`no size of ${id}`);
  return weightsOf({ ...model, parametersBillion: model.parametersBillion }, weightBits);
}

describe("weightsOf", () => {
  it("is held against at least 40 models, each with the address of its published size", () => {
    expect(new Set(publishedCheckpoints.map(({ id }) => id)).size).toBeGreaterThanOrEqual(40);
    for (const { source } of publishedCheckpoints) expect(source).toMatch(/^https:\/\/\S+$/);
  });

  it.each(publishedCheckpoints)(
    "of $id at $weightBits bits is the published size",
    ({ id, weightBits, bytes, tolerance }) => {
      expect(Math.abs(weights(id, weightBits).bytes / bytes - 1)).toBeLessThanOrEqual(tolerance);
    },
  );

  it("takes 60.8 GiB for gpt-oss-120b, with embedding, head and attention at 16 bits", () => {
    const { bytes, bitsPerWeight, unquantizedBillion } = weights("gpt-oss-120b", 4);
    expect(bytes / GIB).toBeCloseTo(60.8, 1);
    expect(bitsPerWeight).toBe(4.25);
    expect(unquantizedBillion).toBeCloseTo(2.17, 2);
  });

  it("adds scales, and does not quantize embedding and head", () => {
    const eight = weights("llama-3.1-8b-instruct", 8);
    expect(eight.unquantizedBillion).toBeCloseTo((2 * 128_256 * 4096) / 1e9, 9);
    expect(eight.bytes).toBeGreaterThan(8.03e9 + eight.unquantizedBillion * 1e9);
    expect(weights("llama-3.2-1b-instruct", 4).unquantizedBillion).toBeCloseTo((128_256 * 2048) / 1e9, 9);
    expect(weights("llama-3.1-8b-instruct", 4).bitsPerWeight).toBe(4.15625);
  });

  it("says that it is a least figure where the shape is unknown", () => {
    const unknown = models.find(
      ({ architecture, parametersBillion }) => architecture === null && parametersBillion !== null,
    );
    expect(weights(unknown?.id ?? "", 4).bound).toBe("least");
    expect(weights(unknown?.id ?? "", 16).bound).toBe("exact");
    expect(weights("llama-3.1-8b-instruct", 4).bound).toBe("exact");
  });

  it("grows with the bits, and never quantizes more weights than a model has", () => {
    for (const { id, parametersBillion } of models) {
      if (parametersBillion === null) continue;
      const [four, eight, sixteen] = [weights(id, 4), weights(id, 8), weights(id, 16)];
      expect(four.bytes < eight.bytes && eight.bytes < sixteen.bytes, id).toBe(true);
      expect(four.unquantizedBillion, id).toBeLessThan(parametersBillion);
    }
  });
});
