import { createHash } from "node:crypto";
import type { Offer, SkippedRow } from "@/domain/offer";
import { diffOffers, type KnownOffer, type OfferDiff } from "@/domain/offer-diff";
import { PRICES_PER_EVENT } from "@/domain/realtime";
import type { ProviderHealth } from "@/generated/prisma/client";
import type { Context } from "../context";
import type { Transaction } from "../db";
import { ProviderError } from "../provider-error";
import { publish } from "../realtime/publish";
import { guardPrices } from "./guard-prices";
import { loadKnownOffers } from "./known-offers";
import { type PollCounts, recordSuccess } from "./record-poll";
import { writeGpuPrices } from "./write-gpu-prices";
import { type Feed, type WrittenPrice, writeOffers } from "./write-offers";

/** More new prices than this are not sent one by one: pages read again. */
const MOST_PRICES_SENT = 1000;

export type Answer = Feed & {
  offers: Offer[];
  skipped: SkippedRow[];
  latencyMs: number;
  /** As the provider names the list that was read; kept so that the same list is not read again. */
  listVersion?: string | null;
  sourceUrl?: string;
};

/**
 * Takes one feed's good answer into the market: guards, difference, offers, price points, health and events in one
 * transaction. An answer equal to the last one writes no offer row.
 *
 * @throws {ProviderError} bad_response when the feed had offers and now answers with none, or for once with few of them.
 */
export async function ingestAnswer(ctx: Context, answer: Answer): Promise<PollCounts> {
  const contentHash = hashOf(answer);
  return ctx.db.$transaction(
    async (tx) => {
      const where = { provider: answer.provider, source: answer.source };
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`ingest:${answer.provider}:${answer.source}`}))`;
      const health = await tx.providerHealth.findUnique({ where: { provider_source: where } });
      const waits = await tx.quarantinedPrice.count({ where });
      if (health?.contentHash === contentHash && waits === 0)
        return recordUnchanged(tx, ctx, answer, contentHash);
      return writeAnswer(tx, ctx, { answer, contentHash, health });
    },
    { timeout: 120_000, maxWait: 30_000 },
  );
}

async function recordUnchanged(
  tx: Transaction,
  ctx: Context,
  answer: Answer,
  contentHash: string,
): Promise<PollCounts> {
  const counts = { ...noChange, offers: answer.offers.length, refused: answer.skipped.length };
  await recordSuccess(tx, ctx, { ...answer, counts, contentHash, revision: null });
  return counts;
}

const noChange: PollCounts = { offers: 0, added: 0, changed: 0, gone: 0, refused: 0, quarantined: 0 };

type Taking = { answer: Answer; contentHash: string; health: ProviderHealth | null };

async function writeAnswer(
  tx: Transaction,
  ctx: Context,
  { answer, contentHash, health }: Taking,
): Promise<PollCounts> {
  const known = await loadKnownOffers(tx, answer);
  refuseLoss(answer, known, health);
  const { offers, quarantined } = await guardPrices(tx, ctx, answer, known);
  const diff = diffOffers(known, offers);
  const revision = await nextRevision(tx);
  const prices = await writeOffers(tx, {
    provider: answer.provider,
    source: answer.source,
    diff,
    revision,
    at: ctx.now,
    sourceUrl: answer.sourceUrl ?? null,
  });
  const counts = countsOf(answer, diff, quarantined);
  if (counts.added + counts.changed + counts.gone > 0) await writeGpuPrices(tx, { ...answer, at: ctx.now });
  // A price that waits is confirmed by reading the same list again, so its version is not remembered yet.
  const listVersion = quarantined > 0 ? null : answer.listVersion;
  // Prices first: a page that heard the new age before them would show old prices as new.
  await announce(tx, ctx, answer, { revision, counts, prices });
  await recordSuccess(tx, ctx, { ...answer, listVersion, counts, contentHash, revision });
  return counts;
}

function countsOf(answer: Answer, diff: OfferDiff, quarantined: number): PollCounts {
  const { added, changed, goneIds } = diff;
  return {
    offers: answer.offers.length,
    added: added.length,
    changed: changed.length,
    gone: goneIds.length,
    refused: answer.skipped.length,
    quarantined,
  };
}

const VANISHED = "answered without most of its offers";
const LEAST_FOR_LOSS = 10;
const LARGEST_LOSS = 0.5;

/**
 * An empty answer from a feed that had offers is a failure. So is one that lacks most of them, unless the poll before it said
 * the same: half a catalogue lost is a broken page more often than a sold-out cloud.
 */
function refuseLoss(
  { provider, source, offers }: Answer,
  known: ReadonlyMap<string, KnownOffer>,
  health: ProviderHealth | null,
): void {
  if (source === "list") return;
  const had = [...known].filter(([, row]) => !row.isGone).map(([externalId]) => externalId);
  const named = new Set(offers.map((offer) => offer.externalId));
  const lost = had.filter((externalId) => !named.has(externalId)).length;
  if (offers.length === 0 && had.length > 0)
    throw new ProviderError("bad_response", `${provider} answered without offers, but had ${had.length}`);
  const saidSoBefore = health?.failingSince != null && (health.lastErrorMessage ?? "").includes(VANISHED);
  if (had.length < LEAST_FOR_LOSS || lost <= had.length * LARGEST_LOSS || saidSoBefore) return;
  throw new ProviderError("bad_response", `${provider} ${VANISHED}: ${lost} of ${had.length} are missing`);
}

async function nextRevision(tx: Transaction): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ revision: bigint }[]>`select nextval('market_revision') as revision`;
  if (!row) throw new Error("the sequence market_revision gave no number");
  return row.revision;
}

type Change = { revision: bigint; counts: PollCounts; prices: WrittenPrice[] };

async function announce(
  tx: Transaction,
  ctx: Context,
  feed: Feed,
  { revision, counts, prices }: Change,
): Promise<void> {
  if (counts.added + counts.changed + counts.gone === 0) return;
  const event = {
    type: "offers.changed" as const,
    provider: feed.provider,
    source: feed.source,
    revision: Number(revision),
    at: ctx.now.toISOString(),
    added: counts.added,
    changed: counts.changed,
    gone: counts.gone,
  };
  if (prices.length > MOST_PRICES_SENT) return publish(tx, { ...event, prices: null });
  for (let from = 0; from === 0 || from < prices.length; from += PRICES_PER_EVENT) {
    const some = prices.slice(from, from + PRICES_PER_EVENT);
    await publish(tx, {
      ...event,
      prices: some.map(({ id, microUsdPerGpuHour }) => [id, microUsdPerGpuHour]),
    });
  }
}

/** Hash of the answer as we understand it, whatever order the rows came in. */
function hashOf({ offers }: Answer): string {
  const hash = createHash("sha256");
  const sorted = [...offers].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  for (const offer of sorted) hash.update(`${JSON.stringify(offer)}\n`);
  return hash.digest("base64");
}
