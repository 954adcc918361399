import type { OfferSource } from "@/domain/offer/offer";
import { settings } from "./settings";

/** Whether prices come from the providers or from the simulators. */
export function market(): "real" | "simulated" {
  return settings().MARKET;
}

/** What differs between a real market and a simulated one, said where it matters and chosen here. */
export function byMarket<Real, Simulated>(choices: { real: Real; simulated: Simulated }): Real | Simulated {
  return choices[market()];
}

/** The source that polled offers bear: points of the two markets never make one line. */
export function polledSource(): Extract<OfferSource, "live" | "simulated"> {
  return byMarket({ real: "live", simulated: "simulated" });
}

/** The base URL that a simulator answers in a provider's place; null in a real market. */
export function standInUrl(provider: string): string | null {
  return market() === "simulated" ? `${settings().SIMULATOR_URL}/${provider}` : null;
}
