/** Dollars for a million tokens while a prompt is not longer than `upToTokens`; null without a bound. */
export type PriceStep = { input: string; output: string; cached: string | null; upToTokens: number | null };

const bound = /(?:<=|>)\s*[\d.]+\s*[KM]\b/i;
const segment =
  /^\$\s*([\d.]+)\s+in\s+\$\s*([\d.]+)\s+out(?:\s+\$\s*([\d.]+)\s+cached)?(?:\s+(<=|>)\s*([\d.]+)\s*([KM]))?$/i;

/**
 * The steps of a price that rises with the length of the prompt. The feed states them only in the prose of `pricing.full`, with
 * discounts taken off: "$1.2 in $6 out $0.24 cached <= 32K, $2.4 in $12 out $0.48 cached > 32K". The figures beside it are those of the
 * first step.
 *
 * @returns null for a price without steps; "unreadable" for steps that are written in another way.
 */
export function readSteps(full: string | null | undefined): PriceStep[] | "unreadable" | null {
  if (full == null || !bound.test(full)) return null;
  const steps: PriceStep[] = [];
  for (const text of full.split(",")) {
    const [whole, input, output, cached, sign, size, unit] = segment.exec(text.trim()) ?? [];
    if (whole === undefined || input === undefined || output === undefined) return "unreadable";
    const tokens =
      size === undefined ? null : Math.round(Number(size) * (/m/i.test(unit ?? "") ? 1_000_000 : 1_000));
    const upToTokens = sign === "<=" ? tokens : null;
    const before = steps.at(-1)?.upToTokens ?? null;
    // Every step but the last has a bound, each larger than the one before; "> 32K" repeats the bound of the step before.
    if (steps.length > 0 && before === null) return "unreadable";
    if (before !== null && tokens !== null && (sign === ">" ? tokens !== before : tokens <= before))
      return "unreadable";
    steps.push({ input, output, cached: cached ?? null, upToTokens });
  }
  return steps;
}
