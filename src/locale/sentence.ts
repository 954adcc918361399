import { type Locale, languageTags } from "./locales";
import { type TextNamespace, translatorFor } from "./translator";

type Value = string | number | readonly string[];

/** A stable code with its parameters, as errors and refused fields carry them. */
export type Said<Code extends string> = { code: Code; parameters: Readonly<Record<string, Value>> };

type Texts<Code extends string> = {
  locale: Locale;
  /** A translator of the namespace that has a text for each code. */
  translate: (code: NoInfer<Code>, parameters: Record<string, string | number>) => string;
};

/**
 * The one place where a code with parameters becomes a sentence, by a translator of `reasons` or of `issues.codes`: a code that the
 * translator has no text for does not compile. A list is joined as the language joins alternatives.
 */
export function sentenceOf<Code extends string>(
  { locale, translate }: Texts<Code>,
  { code, parameters }: Said<Code>,
): string {
  const list = new Intl.ListFormat(languageTags[locale], { type: "disjunction" });
  const written = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === "object" ? list.format(value) : inNotation(name, value, locale),
  ]);
  return translate(code, Object.fromEntries(written));
}

const bounds: ReadonlySet<string> = new Set(["least", "most"]);

/** Decimals with the mark of the language. Whole numbers stay as they are: a text may choose a form by them. */
function inNotation(name: string, value: string | number, locale: Locale): string | number {
  const isDecimal =
    typeof value === "number" ? !Number.isInteger(value) : bounds.has(name) && /^-?\d+\.\d+$/.test(value);
  if (!isDecimal) return value;
  const format = new Intl.NumberFormat(languageTags[locale], {
    useGrouping: false,
    maximumFractionDigits: 6,
  });
  return format.format(Number(value));
}

/** Texts of a namespace of codes where no page has a translator: REST, mails, the server's own answers. */
export function textsFor<const Namespace extends TextNamespace>(locale: Locale, namespace: Namespace) {
  return { locale, translate: translatorFor(locale, namespace) };
}
