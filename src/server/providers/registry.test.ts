import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { providerBySlug, providers } from "./registry";

const here = path.resolve(process.cwd(), "src/server/providers");
/** Folders that do not belong to one provider: the renting code that all of them share. */
const sharedFolders = ["machines"];

describe("the registry", () => {
  const folders = readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !sharedFolders.includes(entry.name))
    .map(({ name }) => name)
    .sort();
  const slugs = providers.map((provider) => provider.slug);

  it("lists every provider's folder once, in alphabetical order", () => {
    expect(slugs).toEqual(folders);
  });

  it.each(folders)("finds the feed and its fixture in %s", (slug) => {
    const files = readdirSync(path.join(here, slug));
    expect(files).toEqual(expect.arrayContaining(["offers.ts", "fixture.json"]));
  });

  it("finds a provider by its slug and nothing by an unknown slug", () => {
    for (const provider of providers) expect(providerBySlug(provider.slug)).toBe(provider);
    expect(providerBySlug("toString")).toBeNull();
  });
});

describe("the table of the README", () => {
  const table = readFileSync(path.join(here, "README.md"), "utf8");
  const rows = [
    ...table.matchAll(/^\| `([a-z-]+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm),
  ];

  it("lists only existing providers", () => {
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(([, slug = ""]) => slug).filter((slug) => providerBySlug(slug) === null)).toEqual([]);
  });

  it.each(rows.map(([, slug = "", ...cells]) => [slug, cells] as const))(
    "has the facts of %s",
    (slug, cells) => {
      const [key, stock, spot, every] = cells;
      const provider = providerBySlug(slug);
      expect([key !== "no", stock !== "no", spot !== "no", every]).toEqual([
        (provider?.secretNames.length ?? 0) > 0,
        provider?.hasStock,
        provider?.hasSpot,
        everyOf(provider?.pollEverySeconds ?? 0),
      ]);
    },
  );
});

function everyOf(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds / 60} min`;
}
