import type { RouterOutputs } from "@/server/trpc/types";

/** One provider's feed as we see it. */
export type Feed = RouterOutputs["providers"]["health"][number];
export type FeedDay = Feed["days"][number];

/** What a feed is to the reader right now; `failing` overrules the age of what it said last, `unpriced` has neither feed nor list. */
export type FeedCondition = "failing" | "key_refused" | "unpriced" | Feed["state"];

/** What decides the state. */
type Judged = Pick<Feed, "state" | "failingSince" | "keyRefusedAt" | "lastSuccessAt" | "list">;

export function conditionOf({ state, failingSince, keyRefusedAt, list }: Judged): FeedCondition {
  if (state === "list" && list === null) return "unpriced";
  if (keyRefusedAt !== null) return "key_refused";
  return failingSince === null ? state : "failing";
}

export function isPolled({ state }: Judged): boolean {
  return state !== "list";
}

/** Whether the last poll got an answer. */
export function hasAnswered({ failingSince, lastSuccessAt }: Judged): boolean {
  return failingSince === null && lastSuccessAt !== null;
}

export type StatusSummary<One> = {
  polled: number;
  answered: number;
  listed: number;
  unpriced: number;
  failing: One[];
};

/** The sentence above the tables in figures. */
export function summarise<One extends Judged>(feeds: readonly One[]): StatusSummary<One> {
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
