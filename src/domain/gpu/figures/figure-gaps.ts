/**
 * Why a GPU has no figure: `form` if feeds do not say which of several forms they sell, `printed` if no document prints one (the
 * generation has no units for it).
 */
export type FigureGap = { missing: "all" | "16-bit"; why: "form" | "printed" };

/**
 * GPUs that are on sale and lack figures in `benchmarks`: every one, or the 16-bit TFLOPS by which machines are ranked.
 *
 * A test holds the list equal to what the committed price lists and the fixtures of the feeds sell.
 */
export const figureGaps: ReadonlyMap<string, FigureGap> = new Map<string, FigureGap>([
  ["h100-80", { missing: "all", why: "form" }],
  ["rtx-pro-6000-96", { missing: "all", why: "form" }],
  ["h200-141", { missing: "16-bit", why: "form" }],
  ["v100-16", { missing: "16-bit", why: "form" }],
  ["v100-32", { missing: "16-bit", why: "form" }],
  ["m60-8", { missing: "16-bit", why: "printed" }],
  ["quadro-m4000-8", { missing: "16-bit", why: "printed" }],
  ["quadro-p4000-8", { missing: "16-bit", why: "printed" }],
]);
