import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gpus } from "@/domain/gpu/gpu";
import { emptySearch } from "@/domain/offer/offer-search";
import { askedGpus } from "./asked-gpus";
import { scoreOf } from "./ranking";
import { criterionIds, presets, workloadPresets } from "./ranking-criteria";
import { referenceOf } from "./reference/reference";
import { currentReference, referenceVersions } from "./reference/versions";
import { countingWeights, measureOf, PRICE_MARGIN, referenceDomain, utilityOf } from "./reference-domain";

const reference = referenceOf(currentReference);
if (!reference) throw new Error("there is no current reference");
const domainOf = (...ids: string[]) => referenceDomain(ids, reference);
const some = fc.subarray(
  gpus.map(({ id }) => id),
  { minLength: 1 },
);

describe("referenceDomain", () => {
  it("lets a criterion that separates nobody count for nothing", () => {
    const { scales } = domainOf("h100-sxm-80");
    expect([scales.vram, scales.throughput, scales.bandwidth]).toEqual([null, null, null]);
    expect(countingWeights(presets.balanced, { scales })).toEqual({
      ...presets.balanced,
      vram: 0,
      throughput: 0,
      bandwidth: 0,
    });
  });

  it("gives every offer the same score when nothing that has weight separates them", () => {
    const domain = domainOf("h100-sxm-80");
    const onlyVram = { price: 0, vram: 1, throughput: 0, bandwidth: 0, availability: 0, reliability: 0 };
    expect(scoreOf([0.9, 0.5, 0.5, 0.5, 1, 1], countingWeights(onlyVram, domain))).toBe(0.5);
  });

  it("makes a doubling the same step on price, VRAM, throughput and bandwidth, in every question", () => {
    fc.assert(
      fc.property(some, (ids) => {
        const { scales, widthOfScale } = referenceDomain(ids, reference);
        for (const id of ["price", "vram", "throughput", "bandwidth"] as const) {
          const slope = scales[id]?.slope;
          if (slope !== undefined) expect(Math.abs(slope)).toBeCloseTo(1 / Math.log(widthOfScale), 12);
        }
      }),
    );
  });

  it("holds every known figure of the GPUs that were asked for, and prices with a margin at both ends", () => {
    fc.assert(
      fc.property(some, (ids) => {
        const { scales } = referenceDomain(ids, reference);
        for (const id of ["price", "vram", "throughput", "bandwidth"] as const) {
          const scale = scales[id];
          if (!scale) continue;
          for (const value of [scale.min, scale.max]) {
            const at = scale.offset + scale.slope * measureOf(id, value);
            expect(at).toBeGreaterThan(-1e-9);
            expect(at).toBeLessThan(1 + 1e-9);
          }
        }
        const price = scales.price;
        if (!price) throw new Error("there is always a price scale");
        const raw = (usd: number) => price.offset + price.slope * Math.log(usd);
        expect(raw(price.min / PRICE_MARGIN)).toBeLessThan(1 + 1e-9);
        expect(raw(price.max * PRICE_MARGIN)).toBeGreaterThan(-1e-9);
      }),
    );
  });

  it("never depends on offers: only on the GPUs asked for, in whatever order they are named", () => {
    fc.assert(
      fc.property(some, fc.nat(), (ids, seed) => {
        const turned = [...ids.slice(seed % ids.length), ...ids.slice(0, seed % ids.length)];
        expect(referenceDomain(turned, reference)).toEqual(referenceDomain(ids, reference));
      }),
    );
  });

  it("takes all GPUs when it knows none of those asked for, and all prices when none of them was listed", () => {
    expect(domainOf("no-such-gpu")).toEqual(domainOf(...gpus.map(({ id }) => id)));
    const unlisted = domainOf("h20-96");
    expect(unlisted.pricedGpuCount).toBe(0);
    expect(unlisted.withoutFigures).toEqual(["throughput", "bandwidth"]);
    expect(domainOf().withoutFigures).toEqual([]);
    expect(unlisted.scales.price?.min).toBe(domainOf().scales.price?.min);
  });
});

describe("utilityOf", () => {
  it("ranges from 0 to 1, falls with price, grows with every other figure, and is the middle for an unknown one", () => {
    const { scales } = domainOf();
    const figure = fc.double({ min: 0, max: 1e9, noNaN: true });
    for (const id of criterionIds) {
      expect(utilityOf(scales[id], measureOf(id, null))).toBe(0.5);
      fc.assert(
        fc.property(figure, figure, (one, other) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)].map((value) =>
            utilityOf(scales[id], measureOf(id, value)),
          );
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          if (id === "price") expect(low).toBeGreaterThanOrEqual(high ?? 2);
          else expect(low).toBeLessThanOrEqual(high ?? -1);
        }),
      );
    }
  });

  it("refuses what is no figure", () => {
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => measureOf("vram", value)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  });
});

describe("score hears price", () => {
  it("an H100 SXM at $8 does not come before an H100 PCIe at $2, although it is better on all else", () => {
    const domain = domainOf("h100-sxm-80", "h100-pcie-80");
    const score = (usd: number, throughput: number, bandwidth: number) =>
      scoreOf(
        criterionIds.map((id) => {
          const values = {
            price: usd * 1e6,
            vram: 80,
            throughput,
            bandwidth,
            availability: 1,
            reliability: null,
          };
          return utilityOf(domain.scales[id], measureOf(id, values[id]));
        }),
        countingWeights(presets.balanced, domain),
      );
    expect(score(2, 756.5, 2000)).toBeGreaterThan(score(8, 989.4, 3350));
  });

  it.each(workloadPresets)(
    "%s: of two machines that differ in price only, the cheaper one is first",
    (preset) => {
      fc.assert(
        fc.property(
          some,
          fc.double({ min: 1, max: 1e9, noNaN: true }),
          fc.double({ min: 1.01, max: 4, noNaN: true }),
          (ids, usd, dearer) => {
            const domain = referenceDomain(ids, reference);
            const weights = countingWeights(presets[preset], domain);
            const at = (price: number) =>
              scoreOf([utilityOf(domain.scales.price, Math.log(price)), 0.5, 0.5, 0.5, 0.5, 0.5], weights);
            expect(at(usd)).toBeGreaterThanOrEqual(at(usd * dearer));
          },
        ),
      );
    },
  );
});

describe("askedGpus", () => {
  const asked = (search: Partial<typeof emptySearch>) => askedGpus({ ...emptySearch, ...search });

  it("leaves all GPUs without a filter, and those of the filters with one", () => {
    expect(asked({})).toHaveLength(gpus.length);
    expect(asked({ gpu: ["t4-16", "l4-24"] })).toEqual(["l4-24", "t4-16"]);
    const ofIntel = gpus.filter(({ vendor }) => vendor === "intel").map(({ id }) => id);
    expect(asked({ vendor: ["intel"] }).toSorted()).toEqual(ofIntel.toSorted());
    expect(ofIntel).toContain("gaudi3-128");
    expect(asked({ form: ["sxm"], vram: { min: 141, max: null } })).toContain("h200-sxm-141");
  });

  it("knows the GPUs of which nobody states the form", () => {
    const formless = gpus.filter(({ formFactor }) => formFactor === null).map(({ id }) => id);
    expect(asked({ form: ["unknown"] })).toEqual(formless);
    expect(formless).toContain("h100-80");
    expect(asked({ form: ["unknown", "sxm"], q: "h100" })).toEqual(
      expect.arrayContaining(["h100-80", "h100-sxm-80"]),
    );
  });

  it("reads the words of a text that name GPUs, and no others", () => {
    const named = (pattern: RegExp) => gpus.filter(({ id }) => pattern.test(id)).map(({ id }) => id);
    expect(named(/^h100-/).length).toBeGreaterThan(3);
    expect(asked({ q: "H100 region-7" }).toSorted()).toEqual(named(/^h100-/).toSorted());
    expect(asked({ q: "h100 sxm" }).toSorted()).toEqual(named(/^h100-sxm-/).toSorted());
    expect(asked({ q: "frankfurt" })).toHaveLength(gpus.length);
  });

  it("takes VRAM as the filter takes it, with the tolerance of what vendors print", () => {
    expect(asked({ vram: { min: 85, max: 85 } })).toContain("h100-sxm-80");
  });
});

describe("references", () => {
  it("has the version that is current", () => {
    expect(referenceVersions.at(-1)).toBe(currentReference);
    for (const version of referenceVersions) expect(referenceOf(version)?.version).toBe(version);
    expect(referenceOf("1999-01")).toBeNull();
  });

  it("lists every GPU of the table once: after a change there, run `npm run reference` or add a version", () => {
    expect(reference.gpus.map(([id]) => id).sort()).toEqual(gpus.map(({ id }) => id).sort());
  });
});
