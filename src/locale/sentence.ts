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
    typeof value === "object" ? list.format(value) : value,
  ]);
  return translate(code, Object.fromEntries(written));
}

/** Texts of a namespace of codes where no page has a translator: REST, mails, the server's own answers. */
export function textsFor<const Namespace extends TextNamespace>(locale: Locale, namespace: Namespace) {
  return { locale, translate: translatorFor(locale, namespace) };
}
