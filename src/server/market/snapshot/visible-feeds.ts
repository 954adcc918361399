import { freshnessOf } from "@/domain/offer/offer";
import type { Market } from "./market";
import type { FeedState } from "./row";

/**
 * Keys of the feeds whose offers may be shown. Polled feeds show while they answered within 24 hours. A provider's list stands
 * in only while it has no such feed: an old list beside a fresh price would be two truths.
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
