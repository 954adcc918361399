import fc from "fast-check";
import { expect, it } from "vitest";
import { searchText, searchWords } from "./search-words";

const finds = (question: string, text: string) =>
  searchWords(question).every((word) => searchText(text).includes(word));

it.each([
  ["Ｈ100", "H100 SXM"],
  ["RTX–3090", "RTX 3090"],
  ["rtx 3090", "RTX‑3090"],
  ["h100 – sxm", "H100 SXM"],
  ["h100 - sxm", "NVIDIA H100-SXM5-80GB"],
  ["h100−sxm", "H100 SXM"],
  ["— h100 —", "H100 SXM"],
  ["us–east–1", "us-east-1"],
  ["ｕｓ east", "us-east-1"],
  ["h\u00ad100\u00a0sxm", "H100 SXM"],
])("%s finds %s", (question, text) => expect(finds(question, text)).toBe(true));

it("a word with a dash is one word", () => {
  expect(finds("us-east-1", "us-east-2 1")).toBe(false);
  expect(searchWords("us-east-1 h100")).toEqual(["us east 1", "h100"]);
  expect(searchWords(" – - ")).toEqual([]);
});

it("any text finds itself, however its dashes and spaces are written", () => {
  const part = fc.constantFrom("h100", "sxm", "us", "east", "1", "ñ", "8×");
  const gap = fc.constantFrom("-", "–", " ", "\u00a0", "‑");
  const text = fc.array(fc.tuple(part, gap), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(text, gap, (parts, other) => {
      const written = parts.flat().join("");
      expect(finds(written, written)).toBe(true);
      expect(finds(parts.map(([word]) => word).join(other), written)).toBe(true);
    }),
  );
});
