import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Interval } from "@/domain/interval";
import { questionDefaults, servingAssumptionsOf } from "@/domain/rent-or-call/rent-or-call";
import { fitModel, type ModelFit } from "./model-fit";
import { llama3Large, llama3Small } from "./shapes/llama";
import { estimateThroughput, type ServingAssumptions, type ServingTask, type Throughput } from "./throughput";
import { type PublishedRun, publishedModels, publishedRuns } from "./throughput-published";

const defaults = servingAssumptionsOf(questionDefaults);
const exactly = (share: number): Interval => ({ low: share, expected: share, high: share });
/** Every printed figure reached in full: the roofline itself. */
const ideal: ServingAssumptions = {
  bandwidthUse: exactly(1),
  computeUse: exactly(1),
  parallelUse: exactly(1),
  pcieParallelUse: exactly(1),
  maxSequences: 1,
};
/** The defaults at the lower end of each interval. */
const worstCase: ServingAssumptions = {
  bandwidthUse: exactly(defaults.bandwidthUse.low),
  computeUse: exactly(defaults.computeUse.low),
  parallelUse: exactly(defaults.parallelUse.low),
  pcieParallelUse: exactly(defaults.pcieParallelUse.low),
  maxSequences: defaults.maxSequences,
};
const dense70b = {
  parametersBillion: 70.6,
  activeParametersBillion: 70.6,
  architecture: llama3Large,
  contextTokens: null,
};

function fitOf(
  model: Parameters<typeof fitModel>[0],
  bytesPerParameter: number,
  contextTokens: number,
  cacheBits = 16,
): ModelFit {
  const fit = fitModel(model, { bytesPerParameter, cacheBits, contextTokens });
  if ("why" in fit) throw new Error(fit.why);
  return fit;
}

function taskOf(more: Partial<ServingTask> = {}): ServingTask {
  return {
    fit: fitOf(dense70b, 1, 4096),
    inputTokens: 3072,
    outputTokens: 1024,
    cachedShare: 0,
    minTokensPerSecond: null,
    ...more,
  };
}

function estimate(
  gpuId: string,
  gpuCount: number,
  vramGib: number,
  task = taskOf(),
  assumptions = defaults,
): Throughput {
  const found = estimateThroughput({ gpuId, gpuCount, vramGib }, task, assumptions);
  if (found.kind === "none") throw new Error(found.why);
  return found;
}

describe("estimateThroughput", () => {
  it("equals bandwidth over bytes for one stream without a prompt", () => {
    const fit = fitOf(dense70b, 1, 4096);
    const { outputTokensPerSecond } = estimate("h200-sxm-141", 1, 141, taskOf({ cachedShare: 1 }), ideal);
    const bytes = fit.weightBytesRead(1) + fit.cacheBytesRead(3072 + 512, 1);
    expect(outputTokensPerSecond.expected).toBeCloseTo(4800e9 / bytes, 6);
  });

  it("adds the prompt's operations over FLOPS", () => {
    const fit = fitOf(dense70b, 1, 4096);
    const without = estimate("h200-sxm-141", 1, 141, taskOf({ cachedShare: 1 }), ideal);
    const withPrompt = estimate("h200-sxm-141", 1, 141, taskOf(), ideal);
    const promptSeconds = (3072 * fit.flopsPerToken(1536)) / 1979e12;
    expect(1024 / withPrompt.streamTokensPerSecond).toBeCloseTo(
      1024 / without.streamTokensPerSecond + promptSeconds,
      9,
    );
  });

  it("chooses the largest batch that reaches the required speed", () => {
    const required = 20;
    const { batch, streamTokensPerSecond, speed } = estimate(
      "h200-sxm-141",
      1,
      141,
      taskOf({ minTokensPerSecond: required }),
    );
    expect(speed).toBe("met");
    expect(streamTokensPerSecond).toBeGreaterThanOrEqual(required);
    const oneMore = { ...defaults, maxSequences: batch + 1 };
    expect(estimate("h200-sxm-141", 1, 141, taskOf(), oneMore).streamTokensPerSecond).toBeLessThan(required);
  });

  it("spreads one copy over more GPUs if the required speed needs it, and reports a speed that no layout reaches", () => {
    const anySpeed = estimate("h100-sxm-80", 8, 80);
    const fast = estimate("h100-sxm-80", 8, 80, taskOf({ minTokensPerSecond: 100 }));
    expect(fast.layout.gpusPerCopy).toBeGreaterThan(anySpeed.layout.gpusPerCopy);
    expect(anySpeed.layout.copies * anySpeed.layout.gpusPerCopy).toBe(8);
    expect(estimate("h100-sxm-80", 8, 80, taskOf({ minTokensPerSecond: 1000 })).speed).toBe("missed");
  });

  it("loses more to communication when GPUs share a model over PCIe", () => {
    const speedOf = (gpuId: string) =>
      estimate(gpuId, 2, 40, taskOf({ fit: fitOf(dense70b, 0.5, 4096) })).layout.gpusPerCopy;
    expect(speedOf("a100-sxm-40")).toBe(2);
    const pcie = estimate("a100-pcie-40", 2, 40).outputTokensPerSecond.expected;
    expect(estimate("a100-sxm-40", 2, 40).outputTokensPerSecond.expected).toBeGreaterThan(1.2 * pcie);
  });

  it("computes 8-bit weights in fp8 if the GPU supports it, otherwise in fp16, and 4-bit weights in fp16", () => {
    expect(estimate("h100-sxm-80", 1, 80).sheet.precision).toBe("fp8");
    expect(estimate("a100-sxm-80", 1, 80).sheet.precision).toBe("fp16");
    expect(estimate("h100-sxm-80", 1, 80, taskOf({ fit: fitOf(dense70b, 0.5, 4096) })).sheet.precision).toBe(
      "fp16",
    );
  });

  it.each([
    ["h100-80", 1, 80, "no_data_sheet"],
    ["h200-141", 1, 141, "no_compute_figure"],
    ["h100-sxm-80", 0.5, 80, "fraction_of_a_card"],
    ["l4-24", 1, 24, "does_not_fit"],
  ])("gives the reason when there is no estimate: %s x %d", (gpuId, gpuCount, vramGib, why) => {
    expect(estimateThroughput({ gpuId, gpuCount, vramGib }, taskOf(), defaults)).toEqual({
      kind: "none",
      why,
    });
  });

  it("returns an ordered interval for any size, speed and mix", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("h100-sxm-80", "a100-pcie-80", "l40s-48", "rtx-4090-24", "b200-180"),
        fc.constantFrom(1, 2, 4, 8),
        fc.integer({ min: 1, max: 8192 }),
        fc.integer({ min: 1, max: 8192 }),
        fc.option(fc.integer({ min: 1, max: 200 })),
        (gpuId, gpuCount, inputTokens, outputTokens, minTokensPerSecond) => {
          const model = {
            ...dense70b,
            parametersBillion: 8,
            activeParametersBillion: 8,
            architecture: llama3Small,
          };
          const fit = fitOf(model, 2, inputTokens + outputTokens);
          const task = { fit, inputTokens, outputTokens, cachedShare: 0, minTokensPerSecond };
          const found = estimate(gpuId, gpuCount, 24, task);
          const { low, expected, high } = found.outputTokensPerSecond;
          expect(low > 0 && low <= expected && expected <= high).toBe(true);
          // "met" means met in the worst case too, not only in the expected one.
          if (found.speed === "met") expect(estimate(gpuId, gpuCount, 24, task, worstCase).speed).toBe("met");
        },
      ),
    );
  });

  it("never gets slower with more GPUs or a lower required speed", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 4), fc.integer({ min: 1, max: 60 }), (gpuCount, required) => {
        const speed = (count: number, minTokensPerSecond: number) => {
          const found = estimate("h200-sxm-141", count, 141, taskOf({ minTokensPerSecond }));
          return found.speed === "missed" ? 0 : found.outputTokensPerSecond.expected;
        };
        expect(speed(gpuCount * 2, required)).toBeGreaterThanOrEqual(speed(gpuCount, required));
        expect(speed(gpuCount, required)).toBeGreaterThanOrEqual(speed(gpuCount, required + 10));
      }),
    );
  });
});

/** Models the GPUs of a run as one GPU with multiplied figures, because the published table fixes the layout. */
function estimateRun(run: PublishedRun): Throughput {
  const [inputTokens, outputTokens] = run.lengths;
  const fit = fitOf(publishedModels[run.model], run.bits / 8, inputTokens + outputTokens, run.bits);
  const together = (use: Interval, kept: Interval): Interval => {
    const of = (share: number, keptShare: number) =>
      share * run.gpuCount * keptShare ** Math.log2(run.gpuCount);
    return {
      low: of(use.low, kept.low),
      expected: of(use.expected, kept.expected),
      high: of(use.high, kept.high),
    };
  };
  const kept = run.gpuId === "l40s-48" ? defaults.pcieParallelUse : defaults.parallelUse;
  const assumptions = {
    ...defaults,
    bandwidthUse: together(defaults.bandwidthUse, kept),
    computeUse: together(defaults.computeUse, kept),
    maxSequences: 2048,
  };
  const task = { fit, inputTokens, outputTokens, cachedShare: 0, minTokensPerSecond: null };
  return estimate(run.gpuId, 1, run.vramGib * run.gpuCount, task, assumptions);
}

describe("the default assumptions", () => {
  const ratios = publishedRuns.map((run) => {
    const { low, expected, high } = estimateRun(run).outputTokensPerSecond;
    const measured = run.outputTokensPerSecond;
    return { isInside: low <= measured && measured <= high, ratio: measured / expected };
  });

  it("give intervals that contain 137 of 138 published runs", () => {
    expect(ratios.length).toBe(138);
    expect(ratios.filter(({ isInside }) => isInside).length).toBe(137);
  });

  it("give an expected throughput close to the median of the published runs", () => {
    const sorted = ratios.map(({ ratio }) => ratio).sort((a, b) => a - b);
    expect(sorted[sorted.length >> 1]).toBeCloseTo(0.96, 1);
  });
});
