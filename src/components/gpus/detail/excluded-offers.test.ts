import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { expect, it } from "vitest";
import { NowProvider } from "@/components/format/now";
import { ProviderNamesProvider } from "@/components/providers/provider-names";
import { microUsd } from "@/domain/money";
import { type MarketIndex, marketIndexOf } from "@/domain/price/market-index";
import { type Locale, languageTags } from "@/locale/locales";
import { dictionaries } from "@/locale/messages";
import { Exclusions } from "./excluded-offers";

const now = new Date("2026-11-30T12:00:00Z");
const listed = (provider: string, region: string, listedOn: string, weight: number) => ({
  id: `off_${provider}_${region}`,
  provider,
  instanceType: "gpu.8x",
  region,
  gpuCount: 8,
  microUsdPerGpuHour: microUsd(2_000_000),
  availability: "available" as const,
  source: "list" as const,
  observedAt: null,
  listedOn,
  weight,
  isHeld: false,
});

function textOf(index: MarketIndex, locale: Locale = "en"): string {
  const named = { names: [], children: createElement(Exclusions, { label: "left out", index }) };
  const page = { now, children: createElement(ProviderNamesProvider, named) };
  const children = createElement(NowProvider, page);
  const props = { locale: languageTags[locale], messages: dictionaries[locale], timeZone: "UTC", children };
  return renderToStaticMarkup(createElement(IntlProvider, props)).replace(/<[^>]*>/g, " ");
}

it("says which reason there is for no index, and tells two examples of one machine apart by region and day", () => {
  const two = [listed("aws", "us-east-1", "2026-08-20", 0.2), listed("aws", "eu-west-1", "2026-08-21", 0.2)];
  const few = textOf(marketIndexOf(two));
  expect(few).toContain("An index needs at least 3 sources, each with its own machines; this has 1.");
  expect(few).toMatch(/gpu\.8x\s*, us-east-1.*2026-08-20.*gpu\.8x\s*, eu-west-1.*2026-08-21/s);
  const old = ["aws", "azure", "google"].map((provider) => listed(provider, "eu", "2026-08-20", 0.1));
  expect(textOf(marketIndexOf(old))).toContain("weigh less than one fresh feed");
  expect(textOf(marketIndexOf(old), "es")).not.toContain("Hay muy pocas");
});
