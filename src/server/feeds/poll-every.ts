import { byMarket } from "@/server/mode";

/** Prices in a simulated market move quickly. Vast.ai allows ten searches a minute, and so does its simulator. */
const SIMULATED_POLL_MS = 7000;

/** How often a feed is polled under the current settings, in milliseconds. */
export function pollEveryMs(
  { pollEverySeconds }: { pollEverySeconds: number },
  simulatedMs = SIMULATED_POLL_MS,
): number {
  return byMarket({ real: pollEverySeconds * 1000, simulated: simulatedMs });
}
