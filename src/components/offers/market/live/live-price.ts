/** What an offer costs in micro-USD: one GPU for an hour, and the whole machine for an hour. */
export type HourPrices = { microUsdPerGpuHour: number; microUsdPerMachineHour: number };
export type PriceUnit = keyof HourPrices;

/** Prices that arrived after the rows were loaded. */
export type LivePrice = HourPrices & {
  /** The live prices before these; null when those were the prices of the row. */
  previous: HourPrices | null;
  /** By `performance.now()`. */
  receivedAtMs: number;
};

/** The price to show, the one before it, and which way it moved. Micro-USD. */
export type Shown = { microUsd: number; before: number; direction: "up" | "down" | null };

/** Whether a row still has the price that it was loaded with. Notes about that price no longer apply once it has changed. */
export function isKept(
  { microUsdPerGpuHour }: { microUsdPerGpuHour: number },
  live: LivePrice | null,
): boolean {
  return live === null || live.microUsdPerGpuHour === microUsdPerGpuHour;
}

export function shownPrice(row: HourPrices, live: LivePrice | null, unit: PriceUnit): Shown {
  const microUsd = (live ?? row)[unit];
  const before = (live?.previous ?? row)[unit];
  if (microUsd === before) return { microUsd, before, direction: null };
  return { microUsd, before, direction: microUsd < before ? "down" : "up" };
}
