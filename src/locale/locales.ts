export const locales = ["en", "es"] as const;
export type Locale = (typeof locales)[number];

export const localeCookie = "gpubroker_locale";

/** Numbers and dates follow the country where the product is sold: es-EC formats 1.234,50. */
export const languageTags = { en: "en-US", es: "es-EC" } as const satisfies Record<Locale, string>;

export type LanguageTag = (typeof languageTags)[Locale];

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}
