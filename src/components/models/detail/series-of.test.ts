import { describe, expect, it } from "vitest";
import { seriesRows } from "@/components/charts/series-rows";
import { drawnOf, lineNameOf, type PriceSeries, stepsOf, summaryOf } from "./series-of";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();
const series = (id: string, points: [number, number | null][]): PriceSeries => ({
  id,
  provider: id,
  providerName: id,
  source: "live",
  feedSource: "live",
  listed: null,
  listedOn: null,
  modelRaw: id,
  contextTokens: null,
  trackingStartsAt: at(0),
  points: points.map(([minute, value]) => ({
    at: at(minute),
    inputMicroUsd: value,
    outputMicroUsd: value === null ? null : value * 2,
  })),
});
const a = series("a", [
  [0, 1],
  [2, 3],
  [5, null],
  [6, 3],
]);
const b = series("b", [
  [1, 7],
  [6, 7],
]);

describe("seriesRows", () => {
  it("gives each series its latest value, and none before its first or in a gap", () => {
    const rows = seriesRows(stepsOf([a, b], "input")).map((row) => [
      new Date(row.at).getUTCMinutes(),
      row.a,
      row.b,
    ]);
    expect(rows).toEqual([
      [0, 1, null],
      [1, 1, 7],
      [2, 3, 7],
      [5, 3, 7],
      [5, null, 7],
      [6, 3, 7],
    ]);
  });

  it("distinguishes output from input", () => {
    expect(seriesRows(stepsOf([b], "output")).map((row) => row.b)).toEqual([14, 14]);
  });
});

describe("lineNameOf", () => {
  const line = (
    id: string,
    modelRaw: string,
    feedSource: PriceSeries["feedSource"] = "live",
  ): PriceSeries => ({
    ...series(id, []),
    provider: "deepinfra",
    providerName: "DeepInfra",
    modelRaw,
    feedSource,
  });
  const names = (...lines: PriceSeries[]) => lines.map((one) => lineNameOf(one, lines));
  const [turbo, lite] = [line("1", "meta/Llama-Turbo"), line("2", "meta/Llama-Lite")];

  it("is the provider alone, or with the part of its model names that differs", () => {
    expect(names(turbo, a)).toEqual([
      { name: "DeepInfra", twin: null, upToTokens: null },
      { name: "a", twin: null, upToTokens: null },
    ]);
    expect(names(turbo, lite).map(({ name }) => name)).toEqual([
      "DeepInfra Llama-Turbo",
      "DeepInfra Llama-Lite",
    ]);
    expect(names(turbo, line("3", "other/Llama-Turbo")).map(({ name }) => name)).toEqual([
      "DeepInfra meta/Llama-Turbo",
      "DeepInfra other/Llama-Turbo",
    ]);
  });

  it("distinguishes the line of a feed from that of the same provider's price list", () => {
    expect(names(turbo, line("4", "meta/Llama-Turbo", "list"), lite)).toEqual([
      { name: "DeepInfra Llama-Turbo", twin: "feed", upToTokens: null },
      { name: "DeepInfra Llama-Turbo", twin: "list", upToTokens: null },
      { name: "DeepInfra Llama-Lite", twin: null, upToTokens: null },
    ]);
  });

  it("distinguishes the prices of one model by the context that they hold for", () => {
    const [short, long] = [
      { ...turbo, contextTokens: 32_000 },
      { ...line("5", "meta/Llama-Turbo"), contextTokens: 131_072 },
    ];
    expect(names(short, long)).toEqual([
      { name: "DeepInfra", twin: null, upToTokens: 32_000 },
      { name: "DeepInfra", twin: null, upToTokens: 131_072 },
    ]);
    expect(names(short, long, lite, line("6", "meta/Llama-Turbo", "list"))).toEqual([
      { name: "DeepInfra Llama-Turbo", twin: "feed", upToTokens: 32_000 },
      { name: "DeepInfra Llama-Turbo", twin: "feed", upToTokens: 131_072 },
      { name: "DeepInfra Llama-Lite", twin: null, upToTokens: null },
      { name: "DeepInfra Llama-Turbo", twin: "list", upToTokens: null },
    ]);
  });
});

describe("drawnOf", () => {
  const history = (all: PriceSeries[]) => ({
    id: "m",
    from: at(0),
    to: at(9),
    resolution: "change" as const,
    trackingStartsAt: at(0),
    series: all,
  });

  it("leaves out what has no price in the window, and is cheapest first, at most eight", () => {
    const old = { ...series("old", [[0, null]]), listed: { inputMicroUsd: 1, outputMicroUsd: 1 } };
    const many = Array.from({ length: 9 }, (_, index) => series(`p${index}`, [[0, 9 - index]]));
    expect(drawnOf(history([old, b, a]), "input").map(({ id }) => id)).toEqual(["a", "b"]);
    expect(
      drawnOf(history(many), "output")
        .map(({ id }) => id)
        .join(),
    ).toBe("p8,p7,p6,p5,p4,p3,p2,p1");
  });
});

describe("summaryOf", () => {
  it("counts price changes, not gaps", () => {
    expect(summaryOf(a, "input")).toEqual({ first: 1, last: 3, changes: 1 });
    expect(summaryOf(series("c", [[0, null]]), "input")).toEqual({ first: null, last: null, changes: 0 });
  });
});
