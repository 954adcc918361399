import type { RouterOutputs } from "@/server/trpc/types";

/** One provider: the health of its feed and its capabilities. */
export type Profile = RouterOutputs["providers"]["all"][number];
/** Its capabilities and pitfalls. */
export type ProfileDetail = RouterOutputs["providers"]["bySlug"];

/** Whether it sells GPUs by the hour; stock is of machines, so a seller of tokens has none. */
export function sellsGpus({ abilities, offers }: Pick<Profile, "abilities" | "offers">): boolean {
  return offers > 0 || (abilities?.gpuHour ?? null) !== null;
}

/** Whether its feed states prices of its own: where it states none, no key would read any. */
export function hasFeedPrices({
  gpuHour,
  millionTokens,
}: Pick<NonNullable<Profile["abilities"]>, "gpuHour" | "millionTokens">): boolean {
  return gpuHour === "live" || millionTokens === "live";
}
