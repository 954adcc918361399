import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { describe, expect, it } from "vitest";
import { ProviderNamesProvider } from "@/components/providers/provider-names";
import { english } from "@/locale/english";
import { languageTags } from "@/locale/locales";
import type { Stretch } from "./chart-rows";
import { SourcesLane } from "./sources-lane";

const at = (hour: number) => Date.UTC(2026, 10, 30, hour);

function textOf(stretches: Stretch[]): string[] {
  const lane = createElement(SourcesLane, {
    label: "lane",
    stretches,
    from: at(0),
    to: at(10),
    axisWidth: 48,
  });
  const named = { names: [{ slug: "vultr", name: "Vultr" }], children: lane };
  const children = createElement(ProviderNamesProvider, named);
  const props = { locale: languageTags.en, messages: english, timeZone: "UTC", children };
  const markup = renderToStaticMarkup(createElement(IntlProvider, props));
  return [...markup.matchAll(/<li title="([^"]*)"[^>]*left:([\d.]+)%;width:([\d.]+)%/g)].map(
    ([, title, left, width]) => `${title} ${left} ${width}`,
  );
}

describe("SourcesLane", () => {
  it("marks where sources came and left, and time without a reading", () => {
    const same = { came: [], left: [] };
    expect(
      textOf([
        { from: at(0), to: at(4), sources: 8, ...same },
        { from: at(4), to: at(5), sources: 9, came: ["vultr"], left: [] },
        { from: at(5), to: at(7), sources: null, ...same },
        { from: at(7), to: at(10), sources: 8, came: [], left: ["vultr"] },
      ]),
    ).toEqual([
      expect.stringMatching(/^8 sources from .* UTC 0 40$/),
      expect.stringMatching(/^9 sources from .* UTC: \+ Vultr 40 10$/),
      expect.stringMatching(/^no reading from .* UTC 50 20$/),
      expect.stringMatching(/^8 sources from .* UTC: − Vultr 70 30$/),
    ]);
  });
});
