/** A figure that is not known exactly: low <= expected <= high, all in one unit. */
export type Interval = { low: number; expected: number; high: number };

export const cases = ["low", "expected", "high"] as const;
export type Case = (typeof cases)[number];

/** One value per case. */
export function eachCase<Value>(make: (name: Case) => Value): Record<Case, Value> {
  return { low: make("low"), expected: make("expected"), high: make("high") };
}

/** The case of a cost that a case of a throughput leads to: what is fast is cheap. */
export const opposite = { low: "high", expected: "expected", high: "low" } as const satisfies Record<
  Case,
  Case
>;
