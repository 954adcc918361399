/** A stream of numbers that its seed determines completely, so that a market can be reproduced. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  /** In [low, high). */
  between(low: number, high: number): number;
  /** Whole, in [low, high]. */
  whole(low: number, high: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** Mean 0, standard deviation 1, never beyond 6. */
  normal(): number;
};

/**
 * Mulberry32: 32 bits of state, period 2^32. Good enough for prices, but not for secrets.
 *
 * Source: Tommy Ettinger's public-domain generator; the constants are its own.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + next() * (high - low);
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    next,
    between,
    whole,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    // Irwin-Hall: twelve uniform draws have variance 1.
    normal: () => Array.from({ length: 12 }, next).reduce((sum, draw) => sum + draw, -6),
  };
}
