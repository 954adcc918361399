import type { OfferSource } from "@/domain/offer/offer";
import type { Mode } from "@/generated/prisma/enums";
import type { Context } from "./context";
import { settings } from "./settings";

/**
 * Whether the platform takes real money and rents real machines: `live` when staff have switched to it and nothing pins the
 * platform to the sandbox.
 */
export async function mode(ctx: Pick<Context, "db">): Promise<Mode> {
  if (pinnedBy() !== null) return "sandbox";
  const row = await ctx.db.platformMode.findUniqueOrThrow({ where: { id: 1 }, select: { mode: true } });
  return row.mode;
}

/**
 * The setting that keeps the platform in the sandbox, as NAME=value, or null. A simulated market also pins it, so live mode
 * never uses a simulator.
 */
export function pinnedBy(): string | null {
  if (settings().PLATFORM_MODE === "sandbox") return "PLATFORM_MODE=sandbox";
  return byMarket({ real: null, simulated: "MARKET=simulated" });
}

/** Whether prices come from the providers or from the simulators. */
export function market(): "real" | "simulated" {
  return settings().MARKET;
}

/** Chooses between a value for the real market and one for the simulated market. */
export function byMarket<Real, Simulated>(choices: { real: Real; simulated: Simulated }): Real | Simulated {
  return choices[market()];
}

/** The source of polled offers. It keeps prices of the two markets apart, also in the history. */
export function polledSource(): Extract<OfferSource, "live" | "simulated"> {
  return byMarket({ real: "live", simulated: "simulated" });
}

/** The base URL of the simulator that replaces a provider; null in a real market. */
export function simulatorUrl(provider: string): string | null {
  return market() === "simulated" ? `${settings().SIMULATOR_URL}/${provider}` : null;
}
