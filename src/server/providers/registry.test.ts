import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { providerBySlug, providers } from "./registry";

const here = path.resolve(process.cwd(), "src/server/providers");
/** Files of the folder that are no adapters. */
const machinery = [
  "contract",
  "fixture",
  "loopback",
  "map-rows",
  "map-token-rows",
  "published",
  "registry",
  "row-report",
];

describe("the registry", () => {
  const filesIn = (folder: string, end: string) =>
    readdirSync(path.join(here, folder))
      .filter((name) => name.endsWith(end) && !name.includes(".test."))
      .map((name) => name.slice(0, -end.length))
      .sort();
  const slugs = providers.map((provider) => provider.slug);

  it("names every adapter once, in the order of the alphabet", () => {
    const isPart = (name: string) => slugs.some((slug) => name.startsWith(`${slug}-`));
    expect(slugs).toEqual(filesIn("", ".ts").filter((name) => !machinery.includes(name) && !isPart(name)));
  });

  it("has one fixture for each adapter and none beside", () => {
    expect(filesIn("fixtures", ".json")).toEqual(slugs);
  });

  it("finds a provider by its slug and nothing by another", () => {
    for (const provider of providers) expect(providerBySlug(provider.slug)).toBe(provider);
    expect(providerBySlug("toString")).toBeNull();
  });
});

describe("the table of the README", () => {
  const table = readFileSync(path.join(here, "README.md"), "utf8");
  const rows = [
    ...table.matchAll(/^\| `([a-z-]+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm),
  ];

  it("tells of providers that there are", () => {
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(([, slug = ""]) => slug).filter((slug) => providerBySlug(slug) === null)).toEqual([]);
  });

  it.each(rows.map(([, slug = "", ...cells]) => [slug, cells] as const))("%s as it is", (slug, cells) => {
    const [key, stock, spot, every] = cells;
    const provider = providerBySlug(slug);
    expect([key !== "no", stock !== "no", spot !== "no", every]).toEqual([
      ...[(provider?.secretNames.length ?? 0) > 0, provider?.hasStock, provider?.hasSpot],
      everyOf(provider?.pollEverySeconds ?? 0),
    ]);
  });
});

function everyOf(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds / 60} min`;
}
