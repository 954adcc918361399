import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gpus } from "@/domain/gpu/gpu";
import type { Availability } from "@/domain/offer/offer";
import { criterionValuesOf } from "./criterion-values";
import { scoreOf } from "./ranking";
import { presets, workloadPresets } from "./ranking-criteria";
import { referenceOf } from "./reference/reference";
import { currentReference } from "./reference/versions";
import {
  countingWeights,
  PRICE_MARGIN,
  type ReferenceDomain,
  referenceDomain,
  utilitiesOf,
} from "./reference-domain";

const reference = referenceOf(currentReference);
if (!reference) throw new Error("there is no current reference");
const gpu = fc.constantFrom(...gpus);
const reliability = fc.constantFrom(null, 0, 0.9, 0.95, 0.99, 1);
const market = referenceDomain(
  gpus.map(({ id }) => id),
  reference,
);

type Machine = { gpuId: string; vramGib: number; availability: Availability; reliability: number | null };

/** A price inside the domain, `at` 0 at its best end and 1 where twice the price is at its worst. */
function priceInside({ scales }: ReferenceDomain, at: number): number {
  const { min = 1, max = 1 } = scales.price ?? {};
  const [low, high] = [min / PRICE_MARGIN, (max * PRICE_MARGIN) / 2];
  return low * (high / low) ** at;
}

function scoreIn(
  domain: ReferenceDomain,
  preset: (typeof workloadPresets)[number],
  machine: Machine,
  price: number,
) {
  const values = criterionValuesOf({ ...machine, microUsdPerGpuHour: price });
  return scoreOf(utilitiesOf(domain, values), countingWeights(presets[preset], domain));
}

describe.each(workloadPresets)("a double price never wins: %s", (preset) => {
  it.each(["its own question", "a question about two", "the whole market"])(
    "the machine at half the price with unknown stock comes first, in %s",
    (where) => {
      fc.assert(
        fc.property(
          gpu,
          gpu,
          fc.double({ min: 0, max: 1, noNaN: true }),
          reliability,
          (one, other, at, measured) => {
            const ids = where === "its own question" ? [one.id] : [one.id, other.id];
            const domain = where === "the whole market" ? market : referenceDomain(ids, reference);
            const half = priceInside(domain, at);
            const machine = { gpuId: one.id, vramGib: one.vramGib, reliability: measured };
            const unknown = scoreIn(domain, preset, { ...machine, availability: "unknown" }, half);
            const known = scoreIn(domain, preset, { ...machine, availability: "available" }, 2 * half);
            expect(unknown).toBeGreaterThan(known);
          },
        ),
        { numRuns: 1000 },
      );
    },
  );
});

it("cheapest puts equal machines in the order of their prices, whatever their stock and reliability", () => {
  const state = fc.constantFrom<Availability>("available", "limited", "unavailable", "unknown");
  const at = fc.double({ min: 0, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(gpu, at, fc.tuple(state, state, reliability, reliability), (one, place, [a, b, c, d]) => {
      for (const domain of [market, referenceDomain([one.id], reference)]) {
        const price = priceInside(domain, place);
        const machine = { gpuId: one.id, vramGib: one.vramGib };
        const cheaper = scoreIn(domain, "cheapest", { ...machine, availability: a, reliability: c }, price);
        const dearer = scoreIn(
          domain,
          "cheapest",
          { ...machine, availability: b, reliability: d },
          price * 1.01,
        );
        expect(cheaper).toBeGreaterThan(dearer);
      }
    }),
  );
});

it("unknown stock counts like limited stock: the middle of what can be known", () => {
  const machine = { gpuId: "h100-sxm-80", vramGib: 80, reliability: null };
  expect(scoreIn(market, "balanced", { ...machine, availability: "unknown" }, 3e6)).toBe(
    scoreIn(market, "balanced", { ...machine, availability: "limited" }, 3e6),
  );
});

it("an H100 whose form nobody states does not stand under a T4 at the same price", () => {
  const h100 = { gpuId: "h100-80", vramGib: 80, availability: "unknown" as const, reliability: null };
  const t4 = { gpuId: "t4-16", vramGib: 16, availability: "available" as const, reliability: null };
  for (const preset of ["balanced", "training", "inference", "fine_tuning", "image_generation"] as const)
    expect(scoreIn(market, preset, h100, 2e6)).toBeGreaterThan(scoreIn(market, preset, t4, 2e6));
});
