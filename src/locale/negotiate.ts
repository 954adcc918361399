import Negotiator from "negotiator";
import { type Locale, locales } from "./locales";

/** Browsers send a few dozen characters. The time that reading takes grows with the square of the length. */
const readCharacters = 200;

/** The best of our languages for an Accept-Language header, by its q values; English when none fits. */
export function negotiateLocale(acceptLanguage: string | null): Locale {
  const headers = { "accept-language": (acceptLanguage ?? "").slice(0, readCharacters) };
  const chosen = new Negotiator({ headers }).language([...locales]);
  return locales.find((locale) => locale === chosen) ?? "en";
}
