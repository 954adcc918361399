import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { benchmarkOf } from "@/domain/gpu/figures/benchmarks";
import { figureGaps } from "@/domain/gpu/figures/figure-gaps";
import { gpuById } from "@/domain/gpu/gpu";
import { loadFixture, readReply } from "@/server/providers/fixture.double";
import { providers } from "@/server/providers/registry";
import { publishedPrices } from "./read-list";

/** What the committed lists sell, and what the feeds sell in their fixtures. */
function soldGpus(): string[] {
  const offers = providers.flatMap((provider) => {
    const published = publishedPrices(provider.slug);
    const { response } = loadFixture(provider.slug);
    return [...published.offers, ...readReply(provider, response, published).offers];
  });
  return [...new Set(offers.map(({ gpuId }) => gpuId))].sort();
}

function gapOf(gpuId: string): "all" | "16-bit" | null {
  const tflops = benchmarkOf(gpuId)?.tflops;
  if (tflops === undefined) return "all";
  return tflops.fp16 === null && tflops.bf16 === null ? "16-bit" : null;
}

it("every GPU on sale has its figures, or stands in the list of those without", () => {
  const sold = soldGpus();
  expect(sold.length).toBeGreaterThan(50);
  const gaps = sold.flatMap((gpuId) => {
    const missing = gapOf(gpuId);
    return missing === null ? [] : [[gpuId, missing]];
  });
  expect(gaps).toEqual([...figureGaps].map(([gpuId, { missing }]) => [gpuId, missing]).sort());
});

it("a GPU lacks figures for its form only if its row states none", () => {
  for (const [gpuId, { why }] of figureGaps)
    expect([gpuId, gpuById(gpuId)?.formFactor === null]).toEqual([gpuId, why === "form"]);
});

it("the page about figures names each GPU without them", () => {
  const page = readFileSync(new URL("../../docs/gpu-figures.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z0-9-]+)` \| (all|16-bit) \|/gm)].map(([, gpuId, missing]) => [
    gpuId,
    missing,
  ]);
  expect(rows.sort()).toEqual([...figureGaps].map(([gpuId, { missing }]) => [gpuId, missing]).sort());
});
