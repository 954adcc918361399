import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { publishedPrices } from "../../../prisma/catalogue/read-list";
import { defineProvider, nothingPublished } from "./contract";
import { judgeFields, loadDocumented, parseDocumented, pollDocumented } from "./documented.double";
import { mapRows } from "./map-rows";
import { providers } from "./registry";
import { vultr } from "./vultr/offers";

// Each value of each documented reply is replaced in about ten ways, which takes time.
vi.setConfig({ testTimeout: 60_000 });

describe.each(providers.map((provider) => [provider.slug, provider] as const))("%s", (slug, provider) => {
  const documented = loadDocumented(slug);
  const published = publishedPrices(slug);

  it("sells something in its documented replies", async () => {
    const { offers, tokenOffers } = await pollDocumented(provider, documented, { published });
    expect(offers.length + tokenOffers.length).toBeGreaterThan(0);
    if (provider.priceKind.millionTokens) expect(tokenOffers.length).toBeGreaterThan(0);
    if (provider.priceKind.gpuHour === "live") expect(offers.length).toBeGreaterThan(0);
  });

  it("reads every documented field, or says why it ignores it", async () => {
    const { neither, both, undocumented, read } = await judgeFields(provider, documented, published);
    expect({ neither, both, undocumented }).toEqual({ neither: [], both: [], undocumented: [] });
    expect(read.length).toBeGreaterThan(0);
  });

  it("names no field twice, and gives each reason in words", () => {
    const fields = Object.values(provider.ignoredFields).flat();
    expect(fields.filter((field, index) => fields.indexOf(field) !== index)).toEqual([]);
    expect(Object.keys(provider.ignoredFields).filter((reason) => reason.split(" ").length < 3)).toEqual([]);
  });
});

describe("the proof that a field is read", () => {
  const row = z.object({
    name: z.string(),
    usd: z.number(),
    unused: z.string(),
    until: z.string().nullish(),
  });
  const sketch = defineProvider({
    ...vultr,
    slug: "sketch",
    ignoredFields: { "not needed here": ["rows[].color", "rows[].usd", "rows[].gone"] },
    fetchOffers: (request) => request.getJson("/rows"),
    response: z.object({ rows: z.array(z.unknown()), next: z.string() }),
    toOffers: ({ rows }) =>
      mapRows({
        rows,
        schema: row,
        labelFields: ["name"],
        toDrafts: ({ name, usd, until }) => [
          {
            externalId: name,
            instanceType: name,
            gpuRaw: "NVIDIA L4",
            cardVramGib: 24,
            gpuCount: 1,
            usdPerHour: usd,
            isSpot: false,
            availability: until === "sold out" ? "unavailable" : "available",
            region: null,
            countryCode: null,
          },
        ],
      }),
  });
  const reply = {
    rows: [{ name: "a", usd: 1, unused: "in the schema", until: null, color: "red", forgotten: [1, 2] }],
    next: "",
  };
  const documented = (values: Record<string, unknown[]> = {}) =>
    parseDocumented({ sources: ["here"], calls: [{ path: "/rows", replies: [reply] }], values });

  it("finds what is neither read nor ignored, even where a schema names it", async () => {
    const { neither, both, undocumented, read } = await judgeFields(sketch, documented(), nothingPublished);
    expect(neither).toEqual(["rows[].unused", "rows[].until", "rows[].forgotten[]", "next"]);
    expect(both).toEqual(["rows[].usd"]);
    expect(undocumented).toEqual(["rows[].gone"]);
    expect(read).toEqual(["rows[].name", "rows[].usd"]);
  });

  it("tries the values that the owner documents", async () => {
    const words = { "rows[].until": ["sold out"] };
    const { read } = await judgeFields(sketch, documented(words), nothingPublished);
    expect(read).toContain("rows[].until");
  });
});
