export const locales = ["en", "es"] as const;
export type Locale = (typeof locales)[number];

export const localeCookie = "gpubroker_locale";

/** Numbers and dates follow the country where the product is sold: es-EC formats 1.234,50. */
export const languageTags = { en: "en-US", es: "es-EC" } as const satisfies Record<Locale, string>;

export type LanguageTag = (typeof languageTags)[Locale];

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/** The best of our languages for an Accept-Language header, by its q values; English when none fits. */
export function negotiateLocale(acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map(readPreference)
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) if (isLocale(language)) return language;
  return "en";
}

function readPreference(part: string): { language: string; quality: number } {
  const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
  const given = parameters
    .map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1])
    .find((text) => text !== undefined);
  const quality = given === undefined ? 1 : Number(given);
  return { language: tag.split("-")[0] ?? "", quality: Number.isFinite(quality) ? quality : 0 };
}
