import { describe, expect, it } from "vitest";
import { type MicroUsd, microUsd } from "@/domain/money";
import type { TokenOffer } from "@/domain/offer/token-offer";
import { sampleTokenOffer } from "@/domain/offer/token-offer.double";
import { judgeTokenPrices } from "./guard-token-prices";

const before = sampleTokenOffer("a", { input: 1, output: 3, cached: 0.5 });
const known = new Map([["a", { id: "tok_a", fingerprint: "x", price: before.price, isGone: false }]]);
const medians = new Map([
  ["llama-3.3-70b-instruct", { input: microUsd(600_000), output: microUsd(800_000) }],
]);
const judge = (offer: TokenOffer, more: Partial<Parameters<typeof judgeTokenPrices>[0]> = {}) =>
  judgeTokenPrices({ tokenOffers: [offer], known, waiting: new Map(), medians: new Map(), ...more });

describe("judgeTokenPrices", () => {
  it("believes a price that moves a little", () => {
    const offer = sampleTokenOffer("a", { input: 2, output: 2, cached: 0.5 });
    expect(judge(offer)).toEqual({ believed: [offer], held: [] });
  });

  it.each([
    [
      "input a hundredth",
      sampleTokenOffer("a", { input: 0.01, output: 3, cached: 0.005 }),
      ["input", "cached"],
    ],
    ["output a hundredfold", sampleTokenOffer("a", { input: 1, output: 300, cached: 0.5 }), ["output"]],
    ["output for nothing", sampleTokenOffer("a", { input: 1, output: 0, cached: 0.5 }), ["output"]],
  ])("keeps the last price while %s waits, and believes it when it is said again", (_, offer, figures) => {
    const { believed, held } = judge(offer);
    expect(believed).toEqual([{ ...offer, price: before.price }]);
    expect(held.map(({ externalId }) => externalId)).toEqual(figures.map((figure) => `tokens ${figure}: a`));
    const waiting = new Map(held.map(({ externalId, seen }) => [externalId, seen]));
    expect(judge(offer, { waiting })).toEqual({ believed: [offer], held: [] });
  });

  it("holds a new offer against the median of its model, and does not show it meanwhile", () => {
    const wild = sampleTokenOffer("b", { input: 0.006, output: 0.8 });
    expect(judge(wild, { medians })).toMatchObject({
      believed: [],
      held: [{ externalId: "tokens input: b", held: 600_000, seen: 6000 }],
    });
    expect(judge({ ...wild, modelId: null }, { medians }).held).toEqual([]);
    expect(judge(wild).held).toEqual([]);
  });

  it("lets a model that nobody else serves wait for a second poll, in a market that knows others", () => {
    const alone = sampleTokenOffer("b", { input: 0.006, output: 0.8 }, { modelId: "phi-4" });
    const { believed, held } = judge(alone, { medians });
    expect([believed, held.map(({ held: reference }) => reference)]).toEqual([[], [null, null]]);
    const waiting = new Map(held.map(({ externalId, seen }) => [externalId, seen]));
    expect(judge(alone, { medians, waiting }).believed).toEqual([alone]);
  });

  it("holds a cached price without a past against the input price beside it", () => {
    const odd = sampleTokenOffer("b", { input: 0.6, output: 0.8, cached: 0.0006 });
    expect(judge(odd, { medians }).held).toMatchObject([{ externalId: "tokens cached: b", held: 600_000 }]);
    const uncached = { ...before, price: { ...before.price, cachedInputMicroUsd: null } };
    const knownUncached = new Map([
      ["a", { id: "tok_a", fingerprint: "x", price: uncached.price, isGone: false }],
    ]);
    expect(judge(before, { known: knownUncached })).toEqual({ believed: [before], held: [] });
    expect(
      judge(sampleTokenOffer("a", { input: 1, output: 3, cached: 0.001 }), { known: knownUncached }),
    ).toMatchObject({
      believed: [uncached],
    });
  });

  it("holds an offer that returns against its own last price, and does not show it meanwhile", () => {
    const gone = new Map([["a", { id: "tok_a", fingerprint: "x", price: before.price, isGone: true }]]);
    const wild = sampleTokenOffer("a", { input: 0.01, output: 3, cached: 0.005 });
    expect(judge(wild, { known: gone })).toMatchObject({
      believed: [],
      held: [{ held: 1_000_000 }, { held: 500_000 }],
    });
    expect(judge(before, { known: gone }).believed).toEqual([before]);
  });

  it("takes a price whose figures jump one after the other once both have been said twice", () => {
    const polls = [
      sampleTokenOffer("a", { input: 10, output: 3, cached: 0.5 }),
      sampleTokenOffer("a", { input: 10, output: 30, cached: 0.5 }),
      sampleTokenOffer("a", { input: 10, output: 30, cached: 0.5 }),
    ];
    let waiting = new Map<string, MicroUsd>();
    const held = polls.map((offer) => {
      const judged = judge(offer, { waiting });
      waiting = new Map(judged.held.map(({ externalId, seen }) => [externalId, seen]));
      return judged.held.map(({ externalId }) => /^tokens (\w+):/.exec(externalId)?.[1]);
    });
    expect(held).toEqual([["input"], ["input", "output"], []]);
  });
});
