import { type Breaker, closedBreaker, isOpen } from "@/domain/breaker";
import { AppError, isAppError } from "@/domain/errors";
import type { Offer, SkippedRow } from "@/domain/offer/offer";
import type { TokenOffer } from "@/domain/offer/token-offer";
import { authorize } from "@/server/authorize";
import type { Context, TransactionContext } from "@/server/context";
import { createHttp } from "@/server/http/http";
import { isProviderError } from "@/server/http/provider-error";
import { byMarket, polledSource, simulatorUrl } from "@/server/mode";
import { type Provider, pollProvider, pollVersion } from "@/server/providers/contract";
import { providerBySlug } from "@/server/providers/registry";
import type { Secrets } from "@/server/providers/request";
import { findKeys, simulatorKeys } from "@/server/secrets";
import { inTransaction } from "@/server/transaction";
import { ingestAnswer } from "./ingest/ingest";
import type { Feed } from "./ingest/write-offers";
import { fingerprintOf, isRefusal } from "./key-refusal";
import { isKnownList } from "./list-version";
import { createPollBreaker, type PollBreaker } from "./poll-breaker";
import { claimPoll, requireLease } from "./poll-lease";
import { loadPublishedPrices } from "./published-prices";
import {
  recordFailure,
  recordRefusedKey,
  recordSkippedPoll,
  recordUnchangedList,
  recordUnreadableKeys,
} from "./record-poll";

export type PollResult =
  | { outcome: "no key" }
  | { outcome: "keys unreadable" }
  | { outcome: "already polling" }
  | { outcome: "key refused" }
  | { outcome: "resting" }
  | { outcome: "failed" }
  | { outcome: "taken"; added: number; changed: number; gone: number };

/**
 * Polls one provider once and ingests the answer. A failure is recorded and logged instead of thrown, because the schedule is
 * the retry; the last offers stay and age. A feed whose key was refused is not asked again with the same key.
 *
 * @throws {AppError} NOT_FOUND for a slug that no adapter has.
 */
export async function pollFeed(ctx: Context, slug: string): Promise<PollResult> {
  await authorize(ctx, "feed.poll");
  const provider = providerBySlug(slug);
  if (!provider)
    throw new AppError("NOT_FOUND", `no provider "${slug}" is registered`, {
      reason: { code: "provider.not_found", parameters: { id: slug } },
    });
  const feed = feedOf(provider);
  const find = byMarket({ real: findKeys, simulated: simulatorKeys });
  const keys = await find(provider.secretNames, ctx.now);
  if (keys.outcome === "missing") return { outcome: "no key" };
  if (keys.outcome === "unreadable") {
    ctx.log.error({ ...feed, reason: keys.error.message }, "keys cannot be read");
    await recordUnreadableKeys(ctx, feed, keys.error);
    return { outcome: "keys unreadable" };
  }
  const asked = { provider, feed, secrets: keys.secrets };
  // Most polls that may not be sent end here, without a lease.
  return (await restOf(ctx, asked)) ?? (await pollUnderLease(ctx, asked));
}

type Asked = { provider: Provider; feed: Feed; secrets: Secrets };

async function pollUnderLease(ctx: Context, asked: Asked): Promise<PollResult> {
  const { provider, feed } = asked;
  const lease = await claimPoll(ctx, feed, provider);
  if (lease === null) return { outcome: "already polling" };
  try {
    // Read again: another worker may have sent the trial and failed while this one waited for the lease.
    const rest = await restOf(ctx, asked);
    if (rest !== null) return rest;
    const health = await healthOf(ctx, feed);
    const breaker = health ? breakerOf(health) : closedBreaker;
    const knownVersion = health?.listVersion ?? null;
    return await pollOnce(ctx, { ...asked, leaseId: lease.id, breaker, knownVersion });
  } catch (error) {
    // Another poll has claimed the feed meanwhile, so this answer is the older one.
    if (!isAppError(error) || error.code !== "CONFLICT") throw error;
    ctx.log.warn({ ...feed, reason: error.message }, "poll not recorded");
    return { outcome: "already polling" };
  } finally {
    await lease.release();
  }
}

/** Why nothing may be sent to a feed now, recorded as a poll without an answer; null when it may be asked. */
async function restOf(ctx: Context, asked: Asked): Promise<PollResult | null> {
  const { feed } = asked;
  const health = await healthOf(ctx, feed);
  if (health === null) return null;
  if (health.refusedKey !== null && health.refusedKey === fingerprintOf(asked)) {
    await recordSkippedPoll(ctx, feed, "key_refused");
    return { outcome: "key refused" };
  }
  if (!isOpen(breakerOf(health), ctx.now)) return null;
  await recordSkippedPoll(ctx, feed, "resting");
  return { outcome: "resting" };
}

function healthOf(ctx: Context, feed: Feed) {
  return ctx.db.providerHealth.findUnique({ where: { provider_source: feed } });
}

type Poll = Asked & { leaseId: string; breaker: Breaker; knownVersion: string | null };

async function pollOnce(ctx: Context, poll: Poll): Promise<PollResult> {
  const { feed } = poll;
  const key = fingerprintOf(poll);
  const breaker = createPollBreaker(poll.breaker, { isKeyed: key !== null });
  const startedMs = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedMs);
  const record = (write: (tx: TransactionContext) => Promise<void>) =>
    inTransaction(ctx, async (tx) => {
      await requireLease(tx, feed, poll.leaseId);
      await write(tx);
    });
  try {
    const answer = await ask(ctx, poll, breaker);
    if (answer === "same list") {
      await record((tx) => recordUnchangedList(tx, feed, latencyMs()));
      return { outcome: "taken", added: 0, changed: 0, gone: 0 };
    }
    const counts = await ingestAnswer(ctx, {
      ...feed,
      ...answer,
      leaseId: poll.leaseId,
      latencyMs: latencyMs(),
    });
    ctx.log.debug({ ...feed, ...counts }, "poll taken");
    return { outcome: "taken", added: counts.added, changed: counts.changed, gone: counts.gone };
  } catch (error) {
    if (!isProviderError(error)) throw error;
    ctx.log.warn({ ...feed, kind: error.kind, reason: error.message }, "poll failed");
    if (key !== null && isRefusal(error)) {
      await record((tx) => recordRefusedKey(tx, feed, { error, key, latencyMs: latencyMs() }));
      return { outcome: "key refused" };
    }
    const failures = breaker.failures();
    await record((tx) => recordFailure(tx, feed, { error, failures, latencyMs: latencyMs() }));
    return { outcome: "failed" };
  }
}

function breakerOf(health: { consecutiveFailures: number; breakerOpenUntil: Date | null }): Breaker {
  return { consecutiveFailures: health.consecutiveFailures, openUntil: health.breakerOpenUntil };
}

type Answer = {
  offers: Offer[];
  tokenOffers: TokenOffer[];
  skipped: SkippedRow[];
  listVersion: string | null;
};

/** In a simulated market the same adapter calls the simulator: only the base URL differs. */
async function ask(
  ctx: Context,
  { provider, secrets, knownVersion }: Poll,
  breaker: PollBreaker,
): Promise<Answer | "same list"> {
  const baseUrl = simulatorUrl(provider.slug);
  const reach = baseUrl === null ? { allowedHosts: provider.hosts } : { allowPrivate: true };
  const http = createHttp({ ...reach, breaker, signal: ctx.signal, log: ctx.log });
  const published = await loadPublishedPrices(ctx, provider);
  const options = { http, now: ctx.now, secrets, published };
  const asked = baseUrl === null ? options : { ...options, baseUrl };
  try {
    const listVersion = await pollVersion(provider, asked);
    if (isKnownList(knownVersion, listVersion, ctx.now)) return "same list";
    const { offers, tokenOffers, skipped } = await pollProvider(provider, asked);
    return { offers, tokenOffers, skipped, listVersion };
  } finally {
    await http.close();
  }
}

function feedOf(provider: Provider): Feed {
  return { provider: provider.slug, source: polledSource() };
}
