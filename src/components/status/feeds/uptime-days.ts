import type { FeedDay } from "./feed";

export const SHOWN_DAYS = 90;
const DAY_MS = 86_400_000;

/** A share of less time is a share of one or two polls. */
const SHORTEST_WATCH_MS = 60_000;

/** One bar; null where nobody polled: a gap is not a failure and not a success. */
export type UptimeDay = { day: string; share: number | null; polls: number };

/** The last 90 days in UTC, today last, with gaps where there were no polls. */
export function uptimeDays(days: readonly FeedDay[], now: Date): UptimeDay[] {
  const known = new Map(days.map((day) => [day.day, day]));
  return Array.from({ length: SHOWN_DAYS }, (_, index) => {
    const day = new Date(now.getTime() - (SHOWN_DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    const { polls = 0, succeeded = 0 } = known.get(day) ?? {};
    return { day, polls, share: polls === 0 ? null : succeeded / polls };
  });
}

/** How long the feed has been watched, in milliseconds, if that is shorter than the time that a share is named after; else null. */
export function shorterMsOf(watchedSince: string | null, days: number, now: Date): number | null {
  if (watchedSince === null) return null;
  const watchedMs = now.getTime() - Date.parse(watchedSince);
  return watchedMs < days * DAY_MS ? watchedMs : null;
}

/** Whether a feed has been watched for long enough that a share of its polls says something. */
export function isWatchedLongEnough(watchedSince: string | null, now: Date): boolean {
  return watchedSince === null || now.getTime() - Date.parse(watchedSince) >= SHORTEST_WATCH_MS;
}

export type UptimeSummary = { watched: number; polls: number; share: number; worst: UptimeDay };

/** The bars in words: how many days were watched, what share of polls succeeded, which day was worst; null without polls. */
export function uptimeSummary(days: readonly UptimeDay[]): UptimeSummary | null {
  const watched = days.filter(({ share }) => share !== null);
  const [first] = watched;
  if (!first) return null;
  const polls = watched.reduce((sum, day) => sum + day.polls, 0);
  const succeeded = watched.reduce((sum, { share, polls: count }) => sum + (share ?? 0) * count, 0);
  const worst = watched.reduce((low, day) => ((day.share ?? 0) < (low.share ?? 0) ? day : low), first);
  return { watched: watched.length, polls, share: succeeded / polls, worst };
}
