/** A price that arrived after the rows were loaded. Amounts are micro-USD per GPU-hour. */
export type LivePrice = {
  microUsdPerGpuHour: number;
  /** The live price before this one; null when that was the price of the row. */
  previous: number | null;
  /** By `performance.now()`. */
  receivedAtMs: number;
};

export type Shown = { microUsdPerGpuHour: number; direction: "up" | "down" | null };

/** Whether a row still has the price that it was loaded with. Notes about that price no longer apply once it has changed. */
export function isKept(
  { microUsdPerGpuHour }: { microUsdPerGpuHour: number },
  live: LivePrice | null,
): boolean {
  return live === null || live.microUsdPerGpuHour === microUsdPerGpuHour;
}

/** The price to show for a row and its latest movement. */
export function shownPrice(rowPrice: number, live: LivePrice | null): Shown {
  if (!live) return { microUsdPerGpuHour: rowPrice, direction: null };
  const before = live.previous ?? rowPrice;
  if (live.microUsdPerGpuHour === before) return { microUsdPerGpuHour: before, direction: null };
  return {
    microUsdPerGpuHour: live.microUsdPerGpuHour,
    direction: live.microUsdPerGpuHour < before ? "down" : "up",
  };
}
