import { afterFailures } from "@/domain/breaker";
import type { AppError } from "@/domain/errors";
import type { SkippedRow } from "@/domain/offer/offer";
import type { RowReason } from "@/domain/offer/row-reason";
import { generalReasons } from "@/domain/reasons";
import { Prisma } from "@/generated/prisma/client";
import { type Context, newId, type TransactionContext } from "@/server/context";
import { wasHeldBack } from "@/server/http/pace";
import type { ProviderError } from "@/server/http/provider-error";
import { publish } from "@/server/realtime/publish";
import { inTransaction } from "@/server/transaction";
import { recordGap } from "./feed-gaps";
import type { Feed } from "./ingest/write-offers";

export type PollCounts = {
  offers: number;
  added: number;
  changed: number;
  gone: number;
  refused: number;
  quarantined: number;
};

type Success = Feed & {
  counts: PollCounts;
  skipped: SkippedRow[];
  contentHash: string;
  revision: bigint | null;
  latencyMs: number;
  listVersion?: string | null | undefined;
};

/** How many different reasons the status page keeps. */
const REASONS_KEPT = 50;

/** After an answer: nothing fails, and the key is accepted. */
const well = {
  failingSince: null,
  consecutiveFailures: 0,
  breakerOpenUntil: null,
  keyRefusedAt: null,
  refusedKey: null,
};

/** Records a successful poll in the transaction of its offers: health, a closed breaker and one poll row. */
export async function recordSuccess(tx: TransactionContext, poll: Success): Promise<void> {
  const { provider, source, counts, latencyMs, contentHash } = poll;
  const health = {
    lastAttemptAt: tx.now,
    lastSuccessAt: tx.now,
    ...well,
    latencyMs,
    offerCount: counts.offers,
    refusedCount: counts.refused,
    quarantinedCount: counts.quarantined,
    refusals: summarise(poll.skipped),
    contentHash,
    listVersion: poll.listVersion ?? null,
    ...(poll.revision === null ? {} : { revision: poll.revision }),
  };
  await recordGap(tx, poll);
  await tx.db.providerHealth.upsert({
    where: { provider_source: { provider, source } },
    create: { provider, source, ...health },
    update: health,
  });
  const { offers: _offers, ...kept } = counts;
  await tx.db.providerPoll.create({ data: { ...pollRow(tx, poll, latencyMs), ok: true, ...kept } });
  await publish(tx, { type: "provider.health", provider, source, ok: true, at: tx.now.toISOString() });
}

/** Records a successful poll that found an unchanged list: only the times are updated. */
export async function recordUnchangedList(ctx: Context, feed: Feed, latencyMs: number): Promise<void> {
  const { provider, source } = feed;
  await inTransaction(ctx, async (tx) => {
    await recordGap(tx, feed);
    await tx.db.providerHealth.update({
      where: { provider_source: { provider, source } },
      data: { ...well, lastAttemptAt: ctx.now, lastSuccessAt: ctx.now, latencyMs },
    });
    await tx.db.unmappedName.updateMany({ where: feed, data: { lastSeenAt: ctx.now } });
    await tx.db.providerPoll.create({ data: { ...pollRow(tx, feed, latencyMs), ok: true } });
    await publish(tx, { type: "provider.health", provider, source, ok: true, at: ctx.now.toISOString() });
  });
}

/** Records a poll that was not sent: the breaker is open, or the key was refused. It counts as downtime of the feed. */
export async function recordSkippedPoll(
  ctx: Context,
  feed: Feed,
  errorKind: "resting" | "key_refused",
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx.db.providerPoll.create({ data: { ...pollRow(tx, feed, 0), ok: false, errorKind } });
  });
}

/**
 * Records that a feed was not polled because our key cannot be read. The provider is not at fault, so its breaker stays as it is.
 * The message is only logged: the status page is public, and the message names the host and path of our keys.
 */
export async function recordUnreadableKeys(ctx: Context, feed: Feed, error: AppError): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const where = { provider_source: feed };
    const before = await tx.db.providerHealth.findUnique({ where });
    const trouble = {
      lastErrorAt: ctx.now,
      lastErrorKind: "keys",
      lastErrorMessage: null,
      lastErrorReason: error.reason,
      failingSince: before?.failingSince ?? ctx.now,
    };
    await tx.db.providerHealth.upsert({ where, create: { ...feed, ...trouble }, update: trouble });
    await tx.db.providerPoll.create({ data: { ...pollRow(tx, feed, 0), ok: false, errorKind: "keys" } });
    await publish(tx, { type: "provider.health", ...feed, ok: false, at: ctx.now.toISOString() });
  });
}

type RefusedKey = { error: ProviderError; key: string; latencyMs: number };

/**
 * Records that the provider refused our key (401 or 403), and which one by its fingerprint. The provider is not at fault, so its
 * breaker stays as it is. The words of the provider are kept for the page, as those of any failure.
 */
export async function recordRefusedKey(
  ctx: Context,
  feed: Feed,
  { error, key, latencyMs }: RefusedKey,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const where = { provider_source: feed };
    const before = await tx.db.providerHealth.findUnique({ where });
    const refusal = {
      lastAttemptAt: ctx.now,
      lastErrorAt: ctx.now,
      lastErrorKind: "key_refused",
      lastErrorMessage: error.message.slice(0, 300),
      lastErrorReason: Prisma.DbNull,
      failingSince: before?.failingSince ?? ctx.now,
      keyRefusedAt: ctx.now,
      refusedKey: key,
      latencyMs,
    };
    await tx.db.providerHealth.upsert({ where, create: { ...feed, ...refusal }, update: refusal });
    const poll = pollRow(tx, feed, latencyMs);
    await tx.db.providerPoll.create({ data: { ...poll, ok: false, errorKind: "key_refused" } });
    await publish(tx, { type: "provider.health", ...feed, ok: false, at: ctx.now.toISOString() });
  });
}

type Failure = { error: ProviderError; failures: number; latencyMs: number };

/**
 * Records a failed poll with the number of its attempts that failed in a row. The offers stay as they are and visibly age.
 *
 * A poll whose attempts all returned unusable answers counts as one failure; a poll that our own rate limit held back counts as
 * none.
 */
export async function recordFailure(
  ctx: Context,
  feed: Feed,
  { error, failures, latencyMs }: Failure,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const where = { provider_source: { provider: feed.provider, source: feed.source } };
    const before = await tx.db.providerHealth.findUnique({ where });
    const stored = { consecutiveFailures: before?.consecutiveFailures ?? 0, openUntil: null };
    const counted = wasHeldBack(error) ? failures : Math.max(1, failures);
    const breaker = afterFailures(stored, counted, ctx.now);
    const health = {
      lastAttemptAt: ctx.now,
      lastErrorAt: ctx.now,
      lastErrorKind: error.kind,
      lastErrorMessage: error.message.slice(0, 300),
      lastErrorReason: ownReason(error),
      failingSince: before?.failingSince ?? ctx.now,
      consecutiveFailures: breaker.consecutiveFailures,
      breakerOpenUntil: breaker.openUntil,
      keyRefusedAt: null,
      refusedKey: null,
      latencyMs,
    };
    await tx.db.providerHealth.upsert({ where, create: { ...feed, ...health }, update: health });
    await tx.db.providerPoll.create({
      data: { ...pollRow(tx, feed, latencyMs), ok: false, errorKind: error.kind },
    });
    await publish(tx, { type: "provider.health", ...feed, ok: false, at: ctx.now.toISOString() });
  });
}

/** What has no closer reason, such as the words of a provider, is told by its kind and those words. */
function ownReason({ reason }: ProviderError) {
  return reason.code === generalReasons.PROVIDER_FAILED.code ? Prisma.DbNull : reason;
}

function pollRow(ctx: Context, { provider, source }: Feed, latencyMs: number) {
  return { id: newId("poll", ctx.now), provider, source, startedAt: ctx.now, latencyMs };
}

/** Refused rows by reason, the most frequent first, each with one example. */
function summarise(skipped: readonly SkippedRow[]) {
  const byReason = new Map<string, { reason: RowReason; count: number; example: string }>();
  for (const { reason, externalId } of skipped) {
    const key = JSON.stringify(reason);
    const entry = byReason.get(key) ?? { reason, count: 0, example: externalId };
    entry.count += 1;
    byReason.set(key, entry);
  }
  return [...byReason.values()].sort((a, b) => b.count - a.count).slice(0, REASONS_KEPT);
}
