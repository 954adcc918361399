import Negotiator from "negotiator";
import { type Locale, locales } from "./locales";

/** The best of our languages for an Accept-Language header, by its q values; English when none fits. */
export function negotiateLocale(acceptLanguage: string | null): Locale {
  const headers = { "accept-language": acceptLanguage ?? "" };
  const chosen = new Negotiator({ headers }).language([...locales]);
  return locales.find((locale) => locale === chosen) ?? "en";
}
