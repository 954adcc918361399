import type { Connection } from "@/components/realtime/use-market-events";
import type { OfferSource } from "@/domain/offer/offer";
import { isObservedNow } from "@/domain/offer/price-age";

/** What the mark says. `simulated`: only simulators answer, so nothing is live. `silent` and `never`: updates would arrive, but no feed has answered since `since`, or at all. */
export type ConnectionState =
  | { state: "connecting" | "polling" | "connected" | "live" | "simulated" | "never" }
  | { state: "silent"; since: string };

/** Of a feed: when it last answered, and how often it is asked; null for one that is not polled. */
type PolledFeed = { source: OfferSource; lastSuccessAt: string | null; pollEverySeconds: number | null };

/**
 * What may be said of the connection. "live" needs both: the connection that brings updates, and a feed that has answered within
 * the rule of `price-age`.
 *
 * @param feeds null while they are not known.
 * @param now by the server's clock.
 */
export function connectionStateOf(
  connection: Connection,
  feeds: readonly PolledFeed[] | null,
  now: Date,
): ConnectionState {
  if (connection !== "live") return { state: connection };
  if (feeds === null) return { state: "connected" };
  const answers = feeds.flatMap(({ source, lastSuccessAt, pollEverySeconds }) =>
    pollEverySeconds === null || lastSuccessAt === null ? [] : [{ source, at: lastSuccessAt }],
  );
  const recent = answers.filter(({ at }) => isObservedNow(at, now));
  if (recent.length > 0)
    return { state: recent.every(({ source }) => source === "simulated") ? "simulated" : "live" };
  const since = answers
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  return since === undefined ? { state: "never" } : { state: "silent", since };
}
