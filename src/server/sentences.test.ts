import { describe, expect, it } from "vitest";
import { type Issue, issueParameters } from "@/domain/field-issues";
import { benchmarkNotes } from "@/domain/gpu/figures/benchmark-note";
import { benchmarks } from "@/domain/gpu/figures/benchmarks";
import { type RowReason, rowReasonParameters } from "@/domain/offer/row-reason";
import { type ParameterTable, type Reason, reasonParameters } from "@/domain/reasons";
import { locales } from "@/locale/locales";
import { dictionaries } from "@/locale/messages";
import { sentenceOf, textsFor } from "@/locale/sentence";

/** Texts by their code: a dot of a code is a branch of the dictionary. */
function textsOf(branch: object, prefix = ""): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(branch)) {
    if (typeof value === "string") texts.set(prefix + key, value);
    else for (const [code, text] of textsOf(value, `${prefix}${key}.`)) texts.set(code, text);
  }
  return texts;
}

function argumentsOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)/g)].map(([, name = ""]) => name).sort();
}

const tables: [name: string, table: ParameterTable, branchOf: (locale: "en" | "es") => object][] = [
  ["reasons", reasonParameters, (locale) => dictionaries[locale].reasons],
  ["row reasons", rowReasonParameters, (locale) => dictionaries[locale].rowReasons],
  ["issues", issueParameters, (locale) => dictionaries[locale].issues.codes],
];

describe.each(tables)("%s", (_, table, branchOf) => {
  it.each(locales)(
    "each code has a text that asks for no parameter but its own, and no text is left over: %s",
    (locale) => {
      const texts = textsOf(branchOf(locale));
      expect([...texts.keys()].sort()).toEqual(Object.keys(table).sort());
      for (const [code, text] of texts) {
        const declared = table[code] ?? [];
        expect(argumentsOf(text).filter((name) => !declared.includes(name))).toEqual([]);
      }
    },
  );

  it("each parameter is told", () => {
    for (const [code, text] of textsOf(branchOf("en")))
      expect([code, argumentsOf(text)]).toEqual([code, [...(table[code] ?? [])].sort()]);
  });
});

it.each(locales)("each note on a benchmark has its sentence, and none is left over: %s", (locale) => {
  const used = new Set(benchmarks.flatMap(({ source }) => source.note ?? []));
  expect(Object.keys(dictionaries[locale].benchmarkNotes).sort()).toEqual([...benchmarkNotes].sort());
  expect([...used].sort()).toEqual([...benchmarkNotes].sort());
});

it.each(locales)("the texts below a control are of known codes, with their own parameters: %s", (locale) => {
  const table: ParameterTable = issueParameters;
  for (const [code, text] of textsOf(dictionaries[locale].issues.atField))
    expect([code, argumentsOf(text).filter((name) => !table[code]?.includes(name))]).toEqual([code, []]);
});

describe("sentenceOf", () => {
  const missing: Reason = { code: "feed.offers_missing", parameters: { missing: 7, had: 12 } };
  const option: Issue = { code: "not_an_option", parameters: { options: ["24h", "7d", "30d"] } };

  it("fills in the parameters", () => {
    expect(sentenceOf(textsFor("en", "reasons"), missing)).toBe(
      "The feed answered without most of its offers: 7 of 12 are missing.",
    );
    expect(sentenceOf(textsFor("es", "reasons"), missing)).toBe(
      "La fuente respondió sin la mayoría de sus ofertas: faltan 7 de 12.",
    );
  });

  it.each([
    ["en", "Unknown GPU name: R100 with 1024 GiB."],
    ["es", "Nombre de GPU desconocido: R100 con 1024 GiB."],
  ] as const)("tells why a row of a vendor was refused: %s", (locale, sentence) => {
    const unknown: RowReason = {
      code: "gpu.unknown_with_memory",
      parameters: { name: "R100", vramGib: 1024 },
    };
    expect(sentenceOf(textsFor(locale, "rowReasons"), unknown)).toBe(sentence);
  });

  it("joins a list as the language does", () => {
    expect(sentenceOf(textsFor("en", "issues.codes"), option)).toBe("write 24h, 7d, or 30d");
    expect(sentenceOf(textsFor("es", "issues.codes"), option)).toBe("escribe 24h, 7d o 30d");
  });

  it("writes cents as an amount of the language", () => {
    const bounds: Issue = { code: "amount_bounds", parameters: { leastCents: 500, mostCents: 50_000 } };
    expect(sentenceOf(textsFor("en", "issues.codes"), bounds)).toBe("write an amount from $5.00 to $500.00");
    expect(sentenceOf(textsFor("es", "issues.codes"), bounds)).toBe("escribe un monto de $5,00 a $500,00");
  });

  it("writes decimals with the mark of the language, as they are to be typed", () => {
    const range: Issue = { code: "out_of_range", parameters: { least: "0.25", most: "1000" } };
    expect(sentenceOf(textsFor("en", "issues.codes"), range)).toBe("write a number from 0.25 to 1000");
    expect(sentenceOf(textsFor("es", "issues.codes"), range)).toBe("escribe un número de 0,25 a 1000");
    const held: Reason = { code: "held_price.far_from_last_price", parameters: { percent: 12.5 } };
    expect(sentenceOf(textsFor("es", "reasons"), held)).toBe("Es el 12,5% del último precio.");
  });

  it("prints what a parameter says and never reads it as a message", () => {
    const id = "{seconds} <b>'";
    expect(sentenceOf(textsFor("en", "reasons"), { code: "offer.not_found", parameters: { id } })).toBe(
      `There is no offer with the id ${id}.`,
    );
  });
});
