import type { Locale } from "@/locale/locales";
import { countryName } from "./country-name";

/** Names of countries that sellers write and `Intl` does not. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  CZ: ["Czech Republic"],
  GB: ["UK"],
  HK: ["Hong Kong"],
  KR: ["Korea", "Republic of Korea"],
  MO: ["Macao", "Macau"],
  NL: ["The Netherlands"],
  RU: ["Russian Federation"],
  TR: ["Turkey"],
  US: ["USA", "United States of America"],
  VN: ["Viet Nam"],
};

/**
 * A region as the reader reads it. Where a seller states only a country, as in "Sweden, SE" or "CN", this is its name in the reader's
 * language; a part of a country ("Quebec, CA") and a code ("eu-north-1") stay as stated.
 *
 * @param countryCode of the offer, ISO 3166-1 alpha-2; null = unknown. Two letters alone are read as a country unless it is another
 *   one: a seller's "CA" in the United States is California.
 */
export function regionName(region: string, countryCode: string | null, locale: Locale): string {
  const [, place = "", code = ""] = /^(?:(.+), ?)?([A-Z]{2})$/.exec(region) ?? [];
  if (code === "" || (countryCode !== null && countryCode.toUpperCase() !== code)) return region;
  const isCountry = place === "" || isNameOf(place, code);
  return isCountry ? countryName(code, locale) : region;
}

function isNameOf(place: string, code: string): boolean {
  return [countryName(code, "en"), ...(otherNames[code] ?? [])].includes(place);
}
