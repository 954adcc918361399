import localFont from "next/font/local";

/*
 * Geist 1.9.2 (SIL Open Font License, fonts/LICENSE.txt) reduced to the Latin characters that we use and to the weights 400 to
 * 550: 25 kB per font instead of 70, which a phone waits for before its largest contentful paint.
 */
export const sans = localFont({
  src: "./fonts/sans.woff2",
  variable: "--font-geist-sans",
  weight: "400 550",
});

/** Not preloaded: figures may switch font a moment after the text. */
export const mono = localFont({
  src: "./fonts/mono.woff2",
  variable: "--font-geist-mono",
  weight: "400 550",
  preload: false,
  adjustFontFallback: false,
  fallback: ["ui-monospace", "SFMono-Regular", "Menlo", "Liberation Mono", "DejaVu Sans Mono", "monospace"],
});

/** The digits and signs of {@link mono}; letters and the percent sign among them come from the font of the text. */
export const figures = localFont({
  src: "./fonts/mono.woff2",
  variable: "--font-geist-figures",
  weight: "400 550",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+23-24, U+2B-3A, U+3D, U+D7, U+2013, U+2212" }],
});
