import { freshnessOf } from "@/domain/offer/offer";
import type { Market } from "./market";
import type { FeedState } from "./row";

/**
 * Keys of the feeds whose offers may be shown. A polled feed is shown if it answered within the last 24 hours. The list prices
 * of a provider are shown only while it has no such feed: an old list price next to a fresh price would contradict it.
 */
export function visibleFeeds(
  { feeds, polledSource }: Pick<Market, "feeds" | "polledSource">,
  now: Date,
): Set<string> {
  const visible = new Set<string>();
  const polled = new Set<string>();
  for (const [key, feed] of feeds) {
    if (feed.source !== polledSource || !isWithinADay(feed, now)) continue;
    visible.add(key);
    polled.add(feed.provider);
  }
  for (const [key, feed] of feeds) if (feed.source === "list" && !polled.has(feed.provider)) visible.add(key);
  return visible;
}

function isWithinADay(feed: FeedState, now: Date): boolean {
  return feed.lastSuccessAt !== null && freshnessOf(new Date(feed.lastSuccessAt), now) !== "hidden";
}
