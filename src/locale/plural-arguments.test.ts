import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { dictionaries } from "./messages";

type Tree = { [key: string]: string | Tree };

const sources = readdirSync(path.resolve("src"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test.") && !file.startsWith("generated"))
  .map((file) => ({ file, text: readFileSync(path.resolve("src", file), "utf8") }));

/** The last name of a message's key, and an argument by which it chooses a form. */
function choosing(tree: Tree): { key: string; argument: string }[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value !== "string"
      ? choosing(value)
      : [...value.matchAll(/\{\s*(\w+)\s*,\s*(?:plural|selectordinal)\b/g)].map((match) => ({
          key,
          argument: match[1] ?? "",
        })),
  );
}

/** Where a message gets text for a number: "1,234" or "0,333" is no number, and "#" then prints NaN. */
function textsForNumbers(text: string, { key, argument }: { key: string; argument: string }): string[] {
  const calls = text.matchAll(new RegExp(`[".]${key}"[^;{}]{0,60}\\{([^;]{0,400}?)\\}\\)`, "g"));
  const given = new RegExp(`\\b${argument}:\\s*(?:format\\w+\\(|String\\(|\`|"|[\\w.]+\\.to\\w*String\\()`);
  return [...calls].map(([, values]) => values ?? "").filter((values) => given.test(values));
}

it("a message that chooses its form by a number is given a number, not its formatted text", () => {
  expect(
    textsForNumbers('t("machine", { gpus: formatNumber(1 / 3, locale, 3) })', {
      key: "machine",
      argument: "gpus",
    }),
  ).toHaveLength(1);
  const wrong = [dictionaries.en, dictionaries.es]
    .flatMap((dictionary) => choosing(dictionary as Tree))
    .flatMap((one) =>
      sources
        .filter(({ text }) => textsForNumbers(text, one).length > 0)
        .map(({ file }) => `${file}: ${one.key} {${one.argument}}`),
    );
  expect([...new Set(wrong)]).toEqual([]);
});
