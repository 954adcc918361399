import type { OfferSource } from "@/domain/offer/offer";
import type { Mode } from "@/generated/prisma/enums";
import type { Context } from "./context";
import { settings } from "./settings";

/**
 * Whether the platform takes real money and rents real machines: `live` when staff has switched it so and nothing pins it to the
 * sandbox.
 */
export async function mode(ctx: Pick<Context, "db">): Promise<Mode> {
  if (pinnedBy() !== null) return "sandbox";
  const row = await ctx.db.platformMode.findUniqueOrThrow({ where: { id: 1 }, select: { mode: true } });
  return row.mode;
}

/** The setting that keeps the platform in the sandbox, as NAME=value, or null. Live mode never touches a simulator. */
export function pinnedBy(): string | null {
  if (settings().PLATFORM_MODE === "sandbox") return "PLATFORM_MODE=sandbox";
  return byMarket({ real: null, simulated: "MARKET=simulated" });
}

/** Whether prices come from the providers or from the simulators. */
export function market(): "real" | "simulated" {
  return settings().MARKET;
}

/** Chooses between two values that differ with the market; each place says its own two. */
export function byMarket<Real, Simulated>(choices: { real: Real; simulated: Simulated }): Real | Simulated {
  return choices[market()];
}

/** The source that polled offers bear: points of the two markets never make one line. */
export function polledSource(): Extract<OfferSource, "live" | "simulated"> {
  return byMarket({ real: "live", simulated: "simulated" });
}

/** The base URL at which a simulator answers in a provider's place; null in a real market. */
export function standInUrl(provider: string): string | null {
  return market() === "simulated" ? `${settings().SIMULATOR_URL}/${provider}` : null;
}
