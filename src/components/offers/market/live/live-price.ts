/** A price heard after the rows were read. Amounts are micro-USD per GPU-hour. */
export type LivePrice = {
  microUsdPerGpuHour: number;
  /** What was heard before; null when the row's own price came before it. */
  previous: number | null;
  /** By `performance.now()`. */
  heardAtMs: number;
};

export type Shown = { microUsdPerGpuHour: number; direction: "up" | "down" | null };

/** Whether a row still has the price that it was read with; what was said of that one is over once it has moved. */
export function isKept(
  { microUsdPerGpuHour }: { microUsdPerGpuHour: number },
  live: LivePrice | null,
): boolean {
  return live === null || live.microUsdPerGpuHour === microUsdPerGpuHour;
}

/** The price to show for a row and where it moved last. */
export function shownPrice(rowPrice: number, live: LivePrice | null): Shown {
  if (!live) return { microUsdPerGpuHour: rowPrice, direction: null };
  const before = live.previous ?? rowPrice;
  if (live.microUsdPerGpuHour === before) return { microUsdPerGpuHour: before, direction: null };
  return {
    microUsdPerGpuHour: live.microUsdPerGpuHour,
    direction: live.microUsdPerGpuHour < before ? "down" : "up",
  };
}
