import { inForce } from "@/domain/offer/validity";
import { putRow, removeRow } from "./columns";
import type { Market } from "./market";
import type { MarketRow } from "./row";

/** Takes an offer into the market, or sets it aside until `keepInForce` if it is sold on some days only. */
export function takeRow(market: Market, row: MarketRow): void {
  if (row.validity === null) {
    market.dated?.delete(row.id);
    putRow(market.columns, row);
    return;
  }
  removeRow(market.columns, row.id);
  market.dated ??= new Map();
  market.dated.set(row.id, row);
}

/**
 * Brings the market to a moment: an offer is in it from its first day to its last, in UTC. Lists date few rows, so every question
 * can ask for this; what has not changed costs one look-up.
 */
export function keepInForce(market: Market, now: Date): void {
  let isChanged = false;
  for (const row of market.dated?.values() ?? []) {
    const isSold = inForce(row.validity, now);
    if (isSold === market.columns.indexOf.has(row.id)) continue;
    if (isSold) putRow(market.columns, row);
    else removeRow(market.columns, row.id);
    isChanged = true;
  }
  if (isChanged) market.revision += 1;
}
