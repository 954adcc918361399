import { describe, expect, it } from "vitest";
import { negotiateLocale } from "./negotiate";

describe("negotiateLocale", () => {
  it.each([
    [null, "en"],
    ["", "en"],
    ["es-EC,es;q=0.9,en;q=0.8", "es"],
    ["en-GB,en;q=0.9,es;q=0.8", "en"],
    ["fr-FR,es;q=0.3,en;q=0.2", "es"],
    ["en;q=0.1, es;q=0.7", "es"],
    ["es;q=0, en;q=0.1", "en"],
    ["de", "en"],
    ["*;q=0.5", "en"],
    [";;;q=x,,", "en"],
  ])("%s -> %s", (header, locale) => {
    expect(negotiateLocale(header)).toBe(locale);
  });
});
