import type { LaunchOrder } from "@/domain/pod/machine";
import { firstScript } from "../machines/first-script";

/**
 * The body of `PUT /api/v0/asks/{id}/`, or null for a spot order of which nobody says what to bid.
 *
 * `env` is an object: so the owner's guide (creating-instances-with-api) and its clients; the API description calls it a string
 * of docker flags, in which a value could pass for a flag.
 *
 * @param lowestBidUsd USD an hour for the whole machine, as the ask states it: the bid where the order names none.
 */
export function vastOrder(order: LaunchOrder, lowestBidUsd: number | null) {
  const { mark, image, diskGib, offer, bidMicroUsdPerHour: bid } = order;
  const price = bid === null ? lowestBidUsd : bid / 1_000_000;
  if (offer.isSpot && price === null) return null;
  return {
    image,
    label: mark,
    disk: diskGib,
    runtype: "ssh_direct",
    onstart: firstScript(order) ?? "",
    env: environmentOf(order),
    // Rather no machine now than one that begins, and is billed, when nobody waits for it any more.
    cancel_unavail: true,
    ...(offer.isSpot ? { price } : {}),
  };
}

/** Ports are flags among the variables; port 22 is the launch mode's own. */
function environmentOf({ environment, ports }: LaunchOrder): Record<string, string> {
  const flags = ports.filter((port) => port !== 22).map((port) => [`-p ${port}:${port}`, "1"] as const);
  return { ...environment, ...Object.fromEntries(flags) };
}
