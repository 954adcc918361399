import { describe, expect, it } from "vitest";
import { gpus } from "@/domain/gpu/gpu";
import { matchEntries } from "./palette-match";

const cards = gpus.map(({ model, architecture }) => ({ label: model, keywords: [architecture] }));

function found(text: string): string[] {
  return matchEntries(cards, text).map(({ entry }) => entry.label);
}

describe("matchEntries", () => {
  it("finds a family in table order and nothing that merely contains its letters", () => {
    const family = gpus.flatMap(({ model }) => (/^H100\b/.test(model) ? [model] : []));
    expect(family.length).toBeGreaterThan(3);
    expect(found("h100")).toEqual(family);
  });

  it.each([
    ["rtx4090", "RTX 4090"],
    ["RTX 4090", "RTX 4090"],
    ["4090 rtx", "RTX 4090"],
    ["sxm h100", "H100 SXM"],
    ["mi300x", "Instinct MI300X"],
  ])("puts the card first for %s", (text, label) => expect(found(text)[0]).toBe(label));

  it("requires every word", () => expect(found("h100 radeon")).toEqual([]));

  it("finds by keyword", () => expect(found("hopper")).toContain("H200"));

  it("ranks a match by name above a match by keyword", () => {
    const entries = [
      { label: "Trainium", keywords: ["aws"] },
      { label: "AWS", keywords: [] },
    ];
    expect(matchEntries(entries, "aws").map(({ entry }) => entry.label)).toEqual(["AWS", "Trainium"]);
  });

  it("ignores accents", () => {
    const entries = [{ label: "Idioma: Español", keywords: [] }];
    expect(matchEntries(entries, "espanol")).toHaveLength(1);
    expect(matchEntries(entries, "ESPAÑOL")).toHaveLength(1);
  });

  it("keeps all entries in order for an empty text", () => {
    expect(found("  ")).toEqual(cards.map(({ label }) => label));
  });
});
