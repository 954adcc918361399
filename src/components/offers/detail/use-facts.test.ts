import { expect, it } from "vitest";
import { gpuFiguresOf, modelsOf } from "@/domain/gpu/figures/ranked-figures";
import { gpuById } from "@/domain/gpu/gpu";
import { locales } from "@/locale/locales";
import { translatorFor } from "@/locale/translator";
import { gpuFigures, isTold } from "./use-facts";

const told = (offer: Parameters<typeof isTold>[1]) =>
  (["listDay", "firstSeen", "changed"] as const).filter((id) => isTold(id, offer));

it("tells the day of a list, and when we saw an offer only where we did", () => {
  expect(told({ feedSource: "list", listedOn: "2026-08-20" })).toEqual(["listDay"]);
  expect(told({ feedSource: "live", listedOn: null })).toEqual(["firstSeen", "changed"]);
  // A feed that repeats the price of its list is asked by us.
  expect(told({ feedSource: "live", listedOn: "2026-08-20" })).toEqual(["listDay", "firstSeen", "changed"]);
});

it("a figure of a GPU whose form nobody states is the least of its forms, not one of our table", () => {
  const { throughput, bandwidth } = gpuFiguresOf("h100-80");
  const offer = {
    gpuName: "H100",
    gpuCount: 1,
    vramGib: 80,
    fp16Tflops: throughput?.value ?? null,
    bandwidthGbPerSecond: bandwidth?.value ?? null,
    figuresLeastOf: throughput ? modelsOf(throughput) : [],
  };
  const figures = gpuFigures(offer, gpuById("h100-80"), null, "en", "GiB");
  expect(figures.fp16).toEqual({ value: "≥ 756.5", unit: "TFLOPS", source: "least" });
  expect(figures.bandwidth).toMatchObject({ value: "≥ 2,000", source: "least" });
  expect(figures.formFactor.value).toBeNull();
});

it.each(locales)("does not say that a product has no form where its form is unknown: %s", (locale) => {
  expect(translatorFor(locale, "offer.facts")("notInTable", { provider: "RunPod" })).toMatch(/RunPod/);
});
