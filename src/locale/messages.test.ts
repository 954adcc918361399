import { readdirSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { type Locale, languageTags, locales } from "./locales";
import { dictionaries } from "./messages";

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") found.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}

/** Arguments that a message requires: {name}, {name, plural, ...} and <tag>. */
function argumentsOf(message: string): string[] {
  const names = [...message.matchAll(/\{\s*(\w+)\s*[,}]/g), ...message.matchAll(/<(\w+)>/g)].map(
    (match) => match[1] ?? "",
  );
  return [...new Set(names)].sort();
}

const english = flatten(dictionaries.en);
const spanish = flatten(dictionaries.es);

describe("dictionaries", () => {
  it("have the same keys", () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each(locales)("have one file for each namespace and no other: %s", (locale) => {
    const files = readdirSync(path.join(import.meta.dirname, locale)).sort();
    const namespaces = Object.keys(dictionaries[locale]);
    expect(files).toEqual(namespaces.map((namespace) => `${kebabCase(namespace)}.json`).sort());
  });

  it.each([...english])("require the same arguments: %s", (key, message) => {
    expect(argumentsOf(spanish.get(key) ?? "")).toEqual(argumentsOf(message));
  });

  it.each(
    locales.flatMap((locale) => [...flatten(dictionaries[locale])].map(([key]) => [locale, key] as const)),
  )("%s %s is valid ICU and not empty", (locale, key) => expect(format(locale, key)).not.toBe(""));
});

function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function format(locale: Locale, key: string): unknown {
  const message = flatten(dictionaries[locale]).get(key) ?? "";
  const values = Object.fromEntries(
    argumentsOf(message).map((name) => [
      name,
      message.includes(`<${name}>`) ? (chunks: unknown) => chunks : 1,
    ]),
  );
  const translate = createTranslator({
    locale: languageTags[locale],
    messages: { message },
    timeZone: "UTC",
    onError: (error) => {
      throw error;
    },
  });
  return translate.rich("message", values as never);
}
