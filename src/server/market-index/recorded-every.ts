import { byMarket } from "@/server/mode";

/** How often the index is recorded. In a simulated market prices move while one looks. */
export function recordedEveryMs(): number {
  return byMarket({ real: 15 * 60_000, simulated: 60_000 });
}
