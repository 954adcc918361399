import { byMarket } from "@/server/mode";

/** How often the index is recorded. Prices in a simulated market move quickly. */
export function recordedEveryMs(): number {
  return byMarket({ real: 15 * 60_000, simulated: 60_000 });
}
