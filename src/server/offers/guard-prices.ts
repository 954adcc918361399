import { type MicroUsd, microUsd } from "@/domain/money";
import type { Offer } from "@/domain/offer";
import type { KnownOffer } from "@/domain/offer-diff";
import { isSamePrice, judgePrice } from "@/domain/price-guard";
import type { TokenOffer } from "@/domain/token-offer";
import type { KnownTokenOffer } from "@/domain/token-offer-diff";
import type { QuarantinedPrice } from "@/generated/prisma/client";
import type { Context } from "../context";
import type { Transaction } from "../db";
import { judgeTokenPrices, type TokenMedians } from "./guard-token-prices";
import type { Feed } from "./write-offers";

/** A price that waits for a second poll: what was seen, and what it was held against. */
export type HeldPrice = { externalId: string; held: MicroUsd; seen: MicroUsd; reason: string };

type Priced = { offers: Offer[]; tokenOffers: TokenOffer[] };

export type KnownPrices = {
  offers: ReadonlyMap<string, KnownOffer>;
  tokenOffers: ReadonlyMap<string, KnownTokenOffer>;
};

/**
 * Takes prices that cannot be believed at once out of an answer and remembers them until the next poll.
 *
 * A known offer keeps its last believed price for that long. A new one, or one that returns, is held against the median of its
 * GPU or model and does not appear meanwhile. A list read by people is believed.
 */
export async function guardPrices(
  tx: Transaction,
  ctx: Context,
  { provider, source, offers, tokenOffers }: Feed & Priced,
  known: KnownPrices,
): Promise<Priced & { quarantined: number }> {
  if (source === "list") return { offers, tokenOffers, quarantined: 0 };
  const before = await tx.quarantinedPrice.findMany({ where: { provider, source } });
  const waiting = waitingPrices(before);
  const hours = await judgeHourPrices(tx, source, { offers, known: known.offers, waiting });
  const tokens = judgeTokenPrices({
    tokenOffers,
    known: known.tokenOffers,
    waiting,
    medians: tokenOffers.length === 0 ? new Map() : await loadTokenMedians(tx, source),
  });
  const held = [...hours.held, ...tokens.held];
  await replaceWaiting(tx, ctx, { feed: { provider, source }, held, before });
  return { offers: hours.believed, tokenOffers: tokens.believed, quarantined: held.length };
}

type HourClaims = {
  offers: Offer[];
  known: ReadonlyMap<string, KnownOffer>;
  waiting: ReadonlyMap<string, MicroUsd>;
};

async function judgeHourPrices(
  tx: Transaction,
  source: Feed["source"],
  { offers, known, waiting }: HourClaims,
): Promise<{ believed: Offer[]; held: HeldPrice[] }> {
  const isNew = (offer: Offer) => known.get(offer.externalId)?.isGone ?? true;
  const medians = offers.some(isNew) ? await loadMedians(tx, source) : new Map<string, MicroUsd>();
  const held: HeldPrice[] = [];
  const believed = offers.flatMap((offer) => {
    const seen = offer.price.microUsdPerGpuHour;
    const row = isNew(offer) ? undefined : known.get(offer.externalId);
    const reference = row ? lastPrice(row) : medianOf(medians, offer);
    const verdict = judgePrice({ seen, reference, waiting: waiting.get(offer.externalId) ?? null });
    if (verdict.verdict === "believed" || reference === null) return [offer];
    held.push({ externalId: offer.externalId, held: reference.microUsd, seen, reason: verdict.reason });
    const price = { unit: "gpu_hour" as const, microUsdPerGpuHour: reference.microUsd };
    return row ? [{ ...offer, price }] : [];
  });
  return { believed, held };
}

function lastPrice(row: KnownOffer) {
  return { kind: "last price" as const, microUsd: row.microUsdPerGpuHour };
}

function medianOf(medians: ReadonlyMap<string, MicroUsd>, offer: Offer) {
  const median = medians.get(medianKey(offer.gpuId, offer.isSpot));
  return median === undefined ? null : { kind: "median of the GPU" as const, microUsd: median };
}

function medianKey(gpuId: string, isSpot: boolean): string {
  return `${gpuId}/${isSpot ? "spot" : "on demand"}`;
}

/** Fewer offers than this do not say what a GPU costs. */
const LEAST_FOR_MEDIAN = 5;

/** Median price per GPU and kind over the feeds that are shown together with this one. */
async function loadMedians(tx: Transaction, source: Feed["source"]): Promise<Map<string, MicroUsd>> {
  const rows = await tx.$queryRaw<{ gpu_id: string; is_spot: boolean; median: number }[]>`
    select gpu_id, is_spot, percentile_disc(0.5) within group (order by micro_usd_per_gpu_hour)::float8 as median
    from offers where gone_at is null and source in (${source}::offer_source, 'list')
    group by 1, 2 having count(*) >= ${LEAST_FOR_MEDIAN}`;
  return new Map(rows.map((row) => [medianKey(row.gpu_id, row.is_spot), microUsd(row.median)]));
}

/** Median prices per model over the feeds that are shown together with this one. */
async function loadTokenMedians(tx: Transaction, source: Feed["source"]): Promise<TokenMedians> {
  const rows = await tx.$queryRaw<{ model_id: string; input: number; output: number }[]>`
    select model_id, percentile_disc(0.5) within group (order by input_micro_usd)::float8 as input,
      percentile_disc(0.5) within group (order by output_micro_usd)::float8 as output
    from token_offers
    where gone_at is null and model_id is not null and source in (${source}::offer_source, 'list')
    group by 1 having count(*) >= ${LEAST_FOR_MEDIAN}`;
  return new Map(
    rows.map(({ model_id, input, output }) => [
      model_id,
      { input: microUsd(input), output: microUsd(output) },
    ]),
  );
}

/** What the next poll may confirm: a price that a person refused is not among it. */
function waitingPrices(rows: readonly QuarantinedPrice[]): Map<string, MicroUsd> {
  return new Map(
    rows.flatMap(({ externalId, seenMicroUsd, refusedAt }) =>
      refusedAt === null ? [[externalId, microUsd(Number(seenMicroUsd))] as const] : [],
    ),
  );
}

type Replacement = { feed: Feed; held: HeldPrice[]; before: readonly QuarantinedPrice[] };

async function replaceWaiting(
  tx: Transaction,
  ctx: Context,
  { feed, held, before }: Replacement,
): Promise<void> {
  if (held.length === 0 && before.length === 0) return;
  const known = new Map(before.map((row) => [row.externalId, row]));
  await tx.quarantinedPrice.deleteMany({ where: feed });
  await tx.quarantinedPrice.createMany({
    data: held.map((one) => {
      const row = known.get(one.externalId);
      const isSame = row !== undefined && isSamePrice(one.seen, microUsd(Number(row.seenMicroUsd)));
      return {
        ...feed,
        externalId: one.externalId,
        heldMicroUsd: BigInt(one.held),
        seenMicroUsd: BigInt(one.seen),
        reason: one.reason,
        firstSeenAt: isSame ? row.firstSeenAt : ctx.now,
        refusedAt: isSame ? row.refusedAt : null,
      };
    }),
  });
}
