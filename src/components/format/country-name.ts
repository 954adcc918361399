import { type Locale, languageTags } from "@/locale/locales";

/** Display names by language. Making one costs much more than using it, and every row of a table names a country. */
const names = new Map<Locale, Intl.DisplayNames>();

/**
 * The name of a country in the reader's language; the text itself where it is no country that `Intl` knows. Data decides what
 * comes here, and `Intl.DisplayNames` throws for anything that is not shaped like a code.
 *
 * @param code ISO 3166-1 alpha-2.
 */
export function countryName(code: string, locale: Locale): string {
  if (!/^[A-Za-z]{2}$/.test(code)) return code;
  return namesIn(locale).of(code.toUpperCase()) ?? code;
}

function namesIn(locale: Locale): Intl.DisplayNames {
  const known = names.get(locale);
  if (known) return known;
  const made = new Intl.DisplayNames(languageTags[locale], { type: "region" });
  names.set(locale, made);
  return made;
}
