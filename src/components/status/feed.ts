import type { RouterOutputs } from "@/server/trpc/types";

/** One provider's feed as we see it. */
export type Feed = RouterOutputs["offers"]["health"][number];
export type FeedDay = Feed["days"][number];

/** What a feed is to the reader right now; `failing` overrules the age of what it said last, `unpriced` has neither feed nor list. */
export type FeedCondition = "failing" | "unpriced" | Feed["state"];

export function conditionOf({ state, failingSince, list }: Feed): FeedCondition {
  if (state === "list" && list === null) return "unpriced";
  return failingSince === null ? state : "failing";
}

export function isPolled({ state }: Feed): boolean {
  return state !== "list";
}

/** Whether the last poll got an answer. */
export function hasAnswered({ failingSince, lastSuccessAt }: Feed): boolean {
  return failingSince === null && lastSuccessAt !== null;
}

export type StatusSummary = {
  polled: number;
  answered: number;
  listed: number;
  unpriced: number;
  failing: Feed[];
};

/** The sentence above the tables in figures. */
export function summarise(feeds: readonly Feed[]): StatusSummary {
  const polled = feeds.filter(isPolled);
  const others = feeds.filter((feed) => !isPolled(feed));
  return {
    polled: polled.length,
    answered: polled.filter(hasAnswered).length,
    listed: others.filter(({ list }) => list !== null).length,
    unpriced: others.filter(({ list }) => list === null).length,
    failing: polled.filter(({ failingSince }) => failingSince !== null),
  };
}
