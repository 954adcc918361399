import fc from "fast-check";

/** For tests: texts that nobody means and that somebody types, pastes or sends. */
const oddities = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\uD800",
  "\uDFFF\uD800",
  "\u202Egnp",
  "\uFEFF",
  "é",
  "ﬁ",
  "Ａ１００",
  "٤٫١٩",
  "💸",
  "-0",
  "-5",
  "+1",
  "0x10",
  "1e309",
  "-1e309",
  "1e-7",
  "Infinity",
  "NaN",
  "null",
  "undefined",
  "__proto__",
  "constructor",
  "999999999999999999999",
  "0.0000001",
  "4.19..4.19",
  "..",
  "...",
  "1....2",
  "80..24",
  "1,234.56",
  "%",
  "%00",
  "%2C",
  "%E0%A4%A",
  "'; drop table offers; --",
  "<script>",
  "{{}}",
  "{count, plural, }",
  ",,,",
  ":",
  "price:",
  "price:1e309",
  "=cmd()",
];

/** Sizes of models as people write them: "70B", "1.001 t". */
export const writtenSize = fc
  .tuple(
    fc.integer({ min: 0, max: 99_999 }),
    fc.constantFrom("", ".5", ".25", ".001", ".999"),
    fc.constantFrom("b", " B", "t", " T"),
  )
  .map((parts) => parts.join(""));

export const oddText = fc.oneof(
  writtenSize,
  fc.constantFrom(...oddities),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.tuple(fc.constantFrom(...oddities), fc.constantFrom(...oddities)).map((parts) => parts.join("")),
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.constantFrom("9", "..", "a,", "\u0301").map((piece) => piece.repeat(3000)),
);

/** Parameters of a page, each with any text, once or several times; and names that no page has. */
export function oddParameters(names: readonly string[]) {
  const values = fc.oneof(
    { weight: 4, arbitrary: oddText },
    { weight: 1, arbitrary: fc.array(oddText, { maxLength: 4 }) },
  );
  return fc.dictionary(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: oddText }),
    values,
  );
}
