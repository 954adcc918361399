import { expect, it } from "vitest";
import { providers } from "@/server/providers/registry";
import { quirksInSpanish } from "./quirks-in-spanish";

it("says every quirk of every provider in Spanish, and none that no provider has", () => {
  const quirks = providers.flatMap((provider) => provider.quirks);
  expect(Object.keys(quirksInSpanish).sort()).toEqual([...new Set(quirks)].sort());
  expect(Object.values(quirksInSpanish).filter((text) => !text.endsWith("."))).toEqual([]);
});
