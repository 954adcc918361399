import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const sourceFolder = path.resolve(import.meta.dirname, "..");
const css = readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");

type Rgb = [number, number, number];
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6,8}), (#[0-9a-f]{6,8})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }] as const,
  ),
);

function rgb(token: string, theme: "light" | "dark"): Rgb {
  const hex = tokens.get(token)?.[theme];
  if (hex === undefined) throw new Error(`no token ${token}`);
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = ([red, green, blue]: Rgb) =>
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const themes = ["light", "dark"] as const;
const texts = ["text", "text-muted", "text-faint", "accent", "up", "down", "warn", "danger", "info", "sim"];
const backgrounds = ["bg", "surface", "raised"];
const series = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `chart-${index}`);

describe.each(themes)("colours of the %s theme", (theme) => {
  it.each(texts.flatMap((text) => backgrounds.map((background) => [text, background] as const)))(
    "%s is legible on %s",
    (text, background) =>
      expect(contrast(rgb(text, theme), rgb(background, theme))).toBeGreaterThanOrEqual(4.5),
  );

  it.each([
    ["on-accent", "accent"],
    ["on-danger", "danger"],
    ["accent", "accent-soft"],
    ["warn", "warn-soft"],
    ["danger", "danger-soft"],
    ["info", "info-soft"],
    ["sim", "sim-soft"],
    ["text-muted", "hover"],
    ["text-faint", "hover"],
    ["text-muted", "accent-soft"],
    ["text-faint", "code"],
    ["accent", "code"],
  ])("%s is legible on %s", (text, background) => {
    expect(contrast(rgb(text, theme), rgb(background, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it("the border of a control stands out from its background", () => {
    for (const background of backgrounds)
      expect(contrast(rgb("border-control", theme), rgb(background, theme))).toBeGreaterThanOrEqual(3);
  });

  it.each(series)("%s stands out from the surface", (name) => {
    expect(contrast(rgb(name, theme), rgb("surface", theme))).toBeGreaterThanOrEqual(3);
  });

  it.each(["none", "protan", "deutan", "tritan"] as const)(
    "series colours stay distinguishable with colour blindness: %s",
    (blindness) => {
      const seen = series.map((name) => lab(simulateBlindness(rgb(name, theme), blindness)));
      for (const [index, one] of seen.entries())
        for (const other of seen.slice(index + 1)) expect(distance(one, other)).toBeGreaterThan(0.09);
    },
  );
});

describe("colours", () => {
  it("are defined in the token file only", () => {
    const offenders = readdirSync(sourceFolder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(tsx?|css)$/.test(file) && !/\.test\.tsx?$|generated|tokens\.css$/.test(file))
      .filter((file) =>
        /#[0-9a-f]{3}(?:[0-9a-f]{3}(?:[0-9a-f]{2})?)?\b(?=["';\s),\]])|\b(?:rgb|hsl)a?\(/i.test(read(file)),
      );
    expect(offenders).toEqual([]);
  });
});

function read(file: string): string {
  return readFileSync(path.join(sourceFolder, file), "utf8");
}

// Full dichromacy on linear RGB: Machado, Oliveira, Fernandes 2009, severity 1.0.
const dichromacy = {
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

function simulateBlindness(colour: Rgb, blindness: "none" | keyof typeof dichromacy): Rgb {
  const [red, green, blue] = colour.map(linear) as Rgb;
  if (blindness === "none") return [red, green, blue];
  const matrix = dichromacy[blindness];
  const row = (at: 0 | 3 | 6) =>
    Math.min(1, Math.max(0, matrix[at] * red + matrix[(at + 1) as 1] * green + matrix[(at + 2) as 2] * blue));
  return [row(0), row(3), row(6)];
}

/** Oklab of linear RGB: Ottosson 2020. */
function lab([red, green, blue]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
