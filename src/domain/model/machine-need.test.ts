import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writtenSize } from "@/domain/odd-text.double";
import { askedBillion, askedModel } from "./asked-model";
import { machineNeedOf, NEED_CONTEXT_TOKENS } from "./machine-need";
import { modelById, models } from "./model";
import { fitModel } from "./model-fit";

describe("askedModel", () => {
  it.each([
    ["70B", "70b"],
    [" 70 b", "70b"],
    ["0.5B", "0.5b"],
    ["1T", "1000b"],
    ["1.001T", "1001b"],
    ["0.001 t", "1b"],
    ["100T", "100000b"],
    ["99999.999T", "99999999b"],
    ["llama-3.3-70b-instruct", "llama-3.3-70b-instruct"],
    ["Llama 3.3 70B Instruct", "llama-3.3-70b-instruct"],
    ["meta-llama/Llama-3.3-70B-Instruct", "llama-3.3-70b-instruct"],
    ["  ", ""],
  ])("reads %s as %s, which it reads again as itself", (written, model) => {
    expect(askedModel(written)).toEqual({ model });
    expect(askedModel(model)).toEqual({ model });
  });

  it("reads each size that it accepts as itself", () => {
    fc.assert(
      fc.property(fc.oneof(writtenSize, fc.constantFrom("0b", "0 T")), (written) => {
        const read = askedModel(written);
        if ("refused" in read) {
          expect(Number.parseFloat(written)).toBe(0);
          return;
        }
        expect(askedModel(read.model)).toEqual(read);
        expect(askedBillion(read.model)).toBeGreaterThan(0);
      }),
    );
  });

  it.each([
    "0b",
    "100000000b",
    "100000T",
    "70",
    "B",
    "1e9b",
    "NaN",
    "a model of tomorrow",
    "70b\u0000",
    "９9b",
  ])("refuses %j and says what to write", (written) =>
    expect(askedModel(written)).toEqual({ refused: "model_or_size_form" }),
  );

  it("refuses a model of which the size is not published: it could drop nothing", () => {
    const unsized = models.filter(({ parametersBillion }) => parametersBillion === null);
    expect(unsized.length).toBeGreaterThan(0);
    for (const { id } of unsized) expect(askedModel(id)).toEqual({ refused: "model_size_unknown" });
  });
});

describe("machineNeedOf", () => {
  it("asks of each GPU what `fitModel` finds, and lets fewer GPUs share a copy than the machine has", () => {
    const model = modelById("llama-3.3-70b-instruct");
    const fit =
      model && fitModel(model, { bytesPerParameter: 2, cacheBits: 16, contextTokens: NEED_CONTEXT_TOKENS });
    if (!fit || "why" in fit) throw new Error("the shape of Llama 3.3 70B is known");
    const need = machineNeedOf("llama-3.3-70b-instruct", "16");
    expect(need?.bound).toBe("exact");
    expect(need?.minVramGib).toBe(fit.minVramGib);
    expect(need?.leastVramOf(8)).toBe(fit.minVramPerGpuGib(8));
    // Its 64 heads are not divided by 3.
    expect(need?.leastVramOf(3)).toBe(fit.minVramPerGpuGib(2));
    // A slice is listed with the VRAM of the slice.
    expect(need?.leastVramOf(0.5)).toBe(fit.minVramPerGpuGib(1));
  });

  it("counts weights and overhead alone for a size, and says so", () => {
    const need = machineNeedOf("70b", "16");
    expect(need?.bound).toBe("least");
    expect(need?.minVramGib).toBeCloseTo(((70e9 * 2) / 2 ** 30) * 1.1, 6);
    expect(need?.leastVramOf(4)).toBeCloseTo(((70e9 * 2) / 2 ** 30 / 4) * 1.1, 6);
    expect(need?.leastVramOf(0.5)).toBe(need?.minVramGib);
    expect(askedBillion("70b")).toBe(70);
  });

  it("never asks more of a machine of more GPUs, nor for fewer bits", () => {
    for (const { id, parametersBillion } of models) {
      const needs = (["16", "8", "4"] as const).map((bits) => machineNeedOf(id, bits));
      if (parametersBillion === null) expect(needs).toEqual([null, null, null]);
      else
        for (const need of needs)
          for (const gpus of [1, 2, 4, 8])
            expect(need?.leastVramOf(2 * gpus)).toBeLessThanOrEqual(need?.leastVramOf(gpus) ?? 0);
    }
  });
});
