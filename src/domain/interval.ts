/** A figure that is not known exactly: low <= expected <= high, all in one unit. */
export type Interval = { low: number; expected: number; high: number };

export const cases = ["low", "expected", "high"] as const;
export type Case = (typeof cases)[number];

/** One value per case. */
export function eachCase<Value>(make: (name: Case) => Value): Record<Case, Value> {
  return { low: make("low"), expected: make("expected"), high: make("high") };
}

/** Maps a case of the throughput to the case of the cost that follows from it: high throughput means low cost. */
export const opposite = { low: "high", expected: "expected", high: "low" } as const satisfies Record<
  Case,
  Case
>;
