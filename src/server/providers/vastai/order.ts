import type { LaunchOrder } from "@/domain/pod/machine";
import { firstScript } from "../machines/first-script";

/**
 * The body of `PUT /api/v0/asks/{id}/`, or null for a spot order without any bid.
 *
 * `env` is an object in Vast.ai's guide (creating-instances-with-api) and its clients. The API description calls it a string
 * of docker flags, in which a value could act as a flag.
 *
 * @param lowestBidUsd USD per hour for the whole machine, from the ask; it is the bid if the order names none.
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
    // Better no machine now than one that starts, and is billed, after everyone has stopped waiting for it.
    cancel_unavail: true,
    ...(offer.isSpot ? { price } : {}),
  };
}

/** Ports are given as flags among the variables; the launch mode opens port 22 itself. */
function environmentOf({ environment, ports }: LaunchOrder): Record<string, string> {
  const flags = ports.filter((port) => port !== 22).map((port) => [`-p ${port}:${port}`, "1"] as const);
  return { ...environment, ...Object.fromEntries(flags) };
}
