import type { RouterOutputs } from "@/server/trpc/types";

/** One provider: the health of its feed and its capabilities. */
export type Profile = RouterOutputs["providers"]["all"][number];
/** Its capabilities and pitfalls. */
export type ProfileDetail = RouterOutputs["providers"]["bySlug"];

/** Whether it sells GPUs by the hour; stock is of machines, so a seller of tokens has none. */
export function sellsGpus({ abilities, offers }: Pick<Profile, "abilities" | "offers">): boolean {
  return offers > 0 || (abilities?.gpuHour ?? null) !== null;
}

type Unit = "gpuHour" | "millionTokens";
type Priced = Pick<Profile, "source" | "offers" | "tokenOffers"> & {
  abilities: Pick<NonNullable<Profile["abilities"]>, Unit> | null;
};

/**
 * Where its prices of a unit come from as they are shown now. `none`: it sells nothing by the unit. `away`: it does, but no price is
 * in force, because its feed is not read and its list has none that is.
 */
export function priceKindOf(
  { abilities, source, offers, tokenOffers }: Priced,
  unit: Unit,
): "live" | "simulated" | "list" | "none" | "away" {
  const kind = abilities?.[unit] ?? null;
  const count = unit === "gpuHour" ? offers : tokenOffers;
  if (kind !== null && source === "simulated") return "simulated";
  if (kind === "live" && source === "live") return "live";
  if (count > 0) return "list";
  return kind === null ? "none" : "away";
}

/** Whether its feed states prices of its own: where it states none, no key would read any. */
export function hasFeedPrices({
  gpuHour,
  millionTokens,
}: Pick<NonNullable<Profile["abilities"]>, "gpuHour" | "millionTokens">): boolean {
  return gpuHour === "live" || millionTokens === "live";
}
