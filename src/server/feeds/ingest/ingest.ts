import { setImmediate } from "node:timers/promises";
import { PRICES_PER_EVENT } from "@/domain/events/market";
import type { Offer, SkippedRow } from "@/domain/offer/offer";
import { diffOffers, type OfferDiff } from "@/domain/offer/offer-diff";
import type { TokenOffer } from "@/domain/offer/token-offer";
import { diffTokenOffers, type TokenOfferDiff } from "@/domain/offer/token-offer-diff";
import type { ProviderHealth } from "@/generated/prisma/client";
import { authorize } from "@/server/authorize";
import type { Context, TransactionContext } from "@/server/context";
import { publish } from "@/server/realtime/publish";
import { inTransaction } from "@/server/transaction";
import { guardPrices } from "../held/guard-prices";
import { versionToStore } from "../list-version";
import { lockFeed } from "../lock-feed";
import { requireLease } from "../poll-lease";
import { type PollCounts, recordSuccess } from "../record-poll";
import { type Fingerprints, fingerprintAnswer } from "./fingerprint-answer";
import { loadKnownOffers } from "./known-offers";
import { loadKnownTokenOffers } from "./known-token-offers";
import { refuseLoss } from "./refuse-loss";
import { writeGpuPrices } from "./write-gpu-prices";
import { type Feed, type WrittenPrice, writeOffers } from "./write-offers";
import { writeTokenOffers } from "./write-token-offers";
import { writeUnmappedNames } from "./write-unmapped-names";

/** More new prices than this are not sent one by one: pages read the market again. */
const MOST_PRICES_SENT = 1000;

export type Answer = Feed & {
  offers: Offer[];
  tokenOffers?: TokenOffer[];
  skipped: SkippedRow[];
  latencyMs: number;
  /** The poll that read the answer; it must still have the lease of the feed. Absent for a list, which nobody polls. */
  leaseId?: string;
  /** The provider's name for the version of the list; stored so that the same list is not read twice. */
  listVersion?: string | null;
  sourceUrl?: string;
  /** For the token offers, if it differs. */
  tokenSourceUrl?: string | undefined;
};

/**
 * Ingests one successful answer of a feed in one transaction: price guards, diff, hourly and token offers, price points,
 * unmapped names, health and events. An answer equal to the last one writes no offer row.
 *
 * @throws {ProviderError} bad_response when a feed that had offers returns none, or for the first time lacks most of them.
 * @throws {AppError} CONFLICT when the poll has lost its lease.
 */
export async function ingestAnswer(ctx: Context, answer: Answer): Promise<PollCounts> {
  await authorize(ctx, answer.source === "list" ? "feed.take_list" : "feed.poll");
  const fingerprints = await fingerprintAnswer(answer);
  return inTransaction(
    ctx,
    async (tx) => {
      const where = { provider: answer.provider, source: answer.source };
      await lockFeed(tx, where);
      if (answer.leaseId !== undefined) await requireLease(tx, where, answer.leaseId);
      const health = await tx.db.providerHealth.findUnique({ where: { provider_source: where } });
      const waits = await tx.db.quarantinedPrice.count({ where: { ...where, refusedAt: null } });
      if (health?.contentHash === fingerprints.content && waits === 0)
        return recordUnchanged(tx, { answer, fingerprints, health });
      return writeAnswer(tx, { answer, fingerprints, health });
    },
    { timeoutMs: 120_000, maxWaitMs: 30_000 },
  );
}

async function recordUnchanged(
  tx: TransactionContext,
  { answer, fingerprints, health }: IngestInput,
): Promise<PollCounts> {
  // Prices that a person refused are still held.
  const quarantined = health?.quarantinedCount ?? 0;
  const counts = { ...noChange, offers: answer.offers.length, refused: answer.skipped.length, quarantined };
  await writeUnmappedNames(tx, answer);
  const listVersion = versionOf(tx, answer);
  await recordSuccess(tx, {
    ...answer,
    listVersion,
    counts,
    contentHash: fingerprints.content,
    revision: null,
  });
  return counts;
}

const noChange: PollCounts = { offers: 0, added: 0, changed: 0, gone: 0, refused: 0, quarantined: 0 };

type IngestInput = { answer: Answer; fingerprints: Fingerprints; health: ProviderHealth | null };

async function writeAnswer(
  tx: TransactionContext,
  { answer, fingerprints, health }: IngestInput,
): Promise<PollCounts> {
  const known = {
    offers: await loadKnownOffers(tx, answer),
    tokenOffers: await loadKnownTokenOffers(tx, answer),
  };
  const named = { ...answer, tokenOffers: answer.tokenOffers ?? [] };
  refuseLoss(named, known, health);
  // Each step may process 100,000 rows without a pause, so other jobs get a turn between steps.
  await setImmediate();
  const { offers, tokenOffers, quarantined, waits } = await guardPrices(tx, named, known);
  await setImmediate();
  const diff = diffOffers(known.offers, offers, fingerprints.offer);
  const tokenDiff = diffTokenOffers(known.tokenOffers, tokenOffers, fingerprints.tokenOffer);
  const revision = await nextRevision(tx);
  await setImmediate();
  const prices = await writeOffers(tx, {
    provider: answer.provider,
    source: answer.source,
    diff,
    revision,
    at: tx.now,
    sourceUrl: answer.sourceUrl ?? null,
  });
  const { provider, source, sourceUrl = null, tokenSourceUrl = sourceUrl } = answer;
  await writeTokenOffers(tx, {
    provider,
    source,
    revision,
    diff: tokenDiff,
    at: tx.now,
    sourceUrl: tokenSourceUrl,
  });
  await writeUnmappedNames(tx, answer);
  const counts = countsOf(answer, [diff, tokenDiff], quarantined);
  if (counts.added + counts.changed + counts.gone > 0) await writeGpuPrices(tx, { ...answer, at: tx.now });
  // A held price is confirmed by reading the same list again, so its version is not stored yet.
  const listVersion = waits > 0 ? null : versionOf(tx, answer);
  // Prices first: a page that received the new age before them would show old prices as new.
  await announce(tx, answer, { revision, diff, prices });
  await announceTokens(tx, answer, { revision, diff: tokenDiff });
  const contentHash = fingerprints.content;
  await recordSuccess(tx, { ...answer, listVersion, counts, contentHash, revision });
  return counts;
}

function versionOf({ now }: TransactionContext, { listVersion = null, skipped }: Answer): string | null {
  return versionToStore(listVersion, skipped, now);
}

/** Changes count machines and models together; `offers` counts only hourly offers, which the market page shows. */
function countsOf(
  answer: Answer,
  diffs: readonly (OfferDiff | TokenOfferDiff)[],
  quarantined: number,
): PollCounts {
  const sum = (count: (diff: OfferDiff | TokenOfferDiff) => number) =>
    diffs.reduce((total, diff) => total + count(diff), 0);
  return {
    offers: answer.offers.length,
    added: sum(({ added }) => added.length),
    changed: sum(({ changed }) => changed.length),
    gone: sum(({ goneIds }) => goneIds.length),
    refused: answer.skipped.length,
    quarantined,
  };
}

async function nextRevision(tx: TransactionContext): Promise<bigint> {
  const [row] = await tx.db.$queryRaw<{ revision: bigint }[]>`select nextval('market_revision') as revision`;
  if (!row) throw new Error("the sequence market_revision returned no number");
  return row.revision;
}

type Change = { revision: bigint; diff: OfferDiff; prices: WrittenPrice[] };

async function announce(
  tx: TransactionContext,
  feed: Feed,
  { revision, diff, prices }: Change,
): Promise<void> {
  const change = changeOf(tx, feed, revision, diff);
  if (change === null) return;
  const event = { type: "offers.changed" as const, ...change };
  if (prices.length > MOST_PRICES_SENT) return publish(tx, { ...event, prices: null });
  for (let from = 0; from === 0 || from < prices.length; from += PRICES_PER_EVENT) {
    const some = prices.slice(from, from + PRICES_PER_EVENT);
    await publish(tx, {
      ...event,
      prices: some.map(({ id, microUsdPerGpuHour }) => [id, microUsdPerGpuHour]),
      machinePrices: some.map(({ microUsdPerMachineHour }) => microUsdPerMachineHour),
    });
  }
}

async function announceTokens(
  tx: TransactionContext,
  feed: Feed,
  { revision, diff }: { revision: bigint; diff: TokenOfferDiff },
): Promise<void> {
  const change = changeOf(tx, feed, revision, diff);
  if (change !== null) await publish(tx, { type: "token_offers.changed", ...change });
}

/** The event data of a diff; null when nothing changed. */
function changeOf(tx: Context, feed: Feed, revision: bigint, diff: OfferDiff | TokenOfferDiff) {
  const [added, changed, gone] = [diff.added.length, diff.changed.length, diff.goneIds.length];
  if (added + changed + gone === 0) return null;
  return {
    provider: feed.provider,
    source: feed.source,
    revision: Number(revision),
    at: tx.now.toISOString(),
    added,
    changed,
    gone,
  };
}
