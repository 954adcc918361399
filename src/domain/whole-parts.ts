/**
 * Parts of a sum in whole units that add up exactly to the sum as it is shown, by the largest remainder: each is rounded down, and the
 * units that are missing go to the parts that lost most; of equal ones to the earlier. Wherever parts and their sum stand side by
 * side, the parts come from here.
 *
 * @param parts in units, of either sign, not yet rounded. A part of exactly 0 stays 0.
 * @param total whole; what the parts add up to, as shown. It may differ from their true sum by less than one unit for each part.
 * @returns aligned with `parts`. None is a unit or more away from its true size, unless the total is further from the true sum than
 *   rounding takes it.
 */
export function wholeParts(parts: readonly number[], total: number): number[] {
  const whole = parts.map((part) => Math.floor(part + NOISE) + 0);
  const missing = total - whole.reduce((sum, part) => sum + part, 0);
  const taking = [...parts.keys()].filter((index) => parts[index] !== 0);
  if (taking.length === 0) return whole;
  // Where units are missing, the part that lost most is first; where there are too many, the one that lost least.
  const lost = (index: number) => (parts[index] ?? 0) - (whole[index] ?? 0);
  taking.sort((a, b) => (missing > 0 ? lost(b) - lost(a) : lost(a) - lost(b)));
  for (let unit = 0; unit < Math.abs(missing); unit += 1) {
    const index = taking[unit % taking.length] ?? 0;
    whole[index] = (whole[index] ?? 0) + Math.sign(missing);
  }
  return whole;
}

/** What binary fractions miss: 0.07 x 100 is a little more than 7, 0.29 x 100 a little less than 29. */
const NOISE = 1e-9;
