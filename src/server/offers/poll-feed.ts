import { isOpen } from "@/domain/breaker";
import { AppError } from "@/domain/errors";
import type { Context } from "../context";
import { env } from "../env";
import { createHttp, ProviderError } from "../http";
import { type Provider, pollProvider } from "../providers/contract";
import { providerBySlug } from "../providers/registry";
import { ingestAnswer } from "./ingest";
import { recordFailure } from "./record-poll";
import type { Feed } from "./write-offers";

export type PollResult =
  | { outcome: "resting" }
  | { outcome: "failed" }
  | { outcome: "taken"; added: number; changed: number; gone: number };

/**
 * Polls one provider once and takes the answer in. A failure is recorded, logged and leaves the last offers ageing; it is
 * no exception, because the schedule is the retry.
 *
 * @throws {AppError} NOT_FOUND for a slug that no adapter has.
 */
export async function pollFeed(ctx: Context, slug: string): Promise<PollResult> {
  const provider = providerBySlug(slug);
  if (!provider) throw new AppError("NOT_FOUND", `no provider "${slug}" is registered`);
  const feed = feedOf(provider);
  const health = await ctx.db.providerHealth.findUnique({ where: { provider_source: feed } });
  if (
    health &&
    isOpen({ consecutiveFailures: health.consecutiveFailures, openUntil: health.breakerOpenUntil }, ctx.now)
  ) {
    return { outcome: "resting" };
  }
  const startedMs = performance.now();
  const latencyMs = () => Math.round(performance.now() - startedMs);
  try {
    const { offers, skipped } = await ask(provider);
    const counts = await ingestAnswer(ctx, { ...feed, offers, skipped, latencyMs: latencyMs() });
    ctx.log.debug({ provider: slug, ...counts, refused: skipped.length }, "poll taken");
    return { outcome: "taken", added: counts.added, changed: counts.changed, gone: counts.gone };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn({ provider: slug, kind: error.kind, reason: error.message }, "poll failed");
    await recordFailure(ctx, feed, error, latencyMs());
    return { outcome: "failed" };
  }
}

/** In simulated mode the same adapter asks the simulator: only the base URL differs. */
async function ask(provider: Provider) {
  const { MARKET, SIMULATOR_URL } = env();
  const isReal = MARKET === "real";
  const http = createHttp(isReal ? { allowedHosts: provider.hosts } : { allowPrivate: true });
  try {
    return await pollProvider(
      provider,
      isReal ? { http } : { http, baseUrl: `${SIMULATOR_URL}/${provider.slug}` },
    );
  } finally {
    await http.close();
  }
}

function feedOf(provider: Provider): Feed {
  return { provider: provider.slug, source: env().MARKET === "simulated" ? "simulated" : "live" };
}
