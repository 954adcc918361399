import { type MicroUsd, microUsd } from "@/domain/money";
import type { Offer } from "@/domain/offer/offer";
import type { KnownOffer } from "@/domain/offer/offer-diff";
import type { TokenOffer } from "@/domain/offer/token-offer";
import type { KnownTokenOffer } from "@/domain/offer/token-offer-diff";
import { judgePrice, type PriceReference } from "@/domain/price/price-guard";
import type { TransactionContext } from "@/server/context";
import { soldOn } from "../ingest/sold-on";
import type { Feed } from "../ingest/write-offers";
import { judgeTokenPrices, type TokenMedians } from "./guard-token-prices";
import type { HeldPrice } from "./held-price";
import { loadHeldPrices, replaceHeldPrices, waitingPrices } from "./waiting-prices";

type Priced = { offers: Offer[]; tokenOffers: TokenOffer[] };

export type KnownPrices = {
  offers: ReadonlyMap<string, KnownOffer>;
  tokenOffers: ReadonlyMap<string, KnownTokenOffer>;
};

/**
 * Takes prices that cannot be believed at once out of an answer and remembers them until the next poll.
 *
 * A known offer is held against its last price and keeps it for that long; one that returns does not appear meanwhile. A new one
 * is held against the median of its GPU or model, waits where nobody else sells that, and does not appear meanwhile. A list read
 * by people is believed, and so is whatever comes first into a market of nothing.
 */
export async function guardPrices(
  tx: TransactionContext,
  { provider, source, offers, tokenOffers }: Feed & Priced,
  known: KnownPrices,
): Promise<Priced & { quarantined: number; waits: number }> {
  if (source === "list") return { offers, tokenOffers, quarantined: 0, waits: 0 };
  const before = await loadHeldPrices(tx, { provider, source });
  const waiting = waitingPrices(before);
  const hours = await judgeHourPrices(tx, source, { offers, known: known.offers, waiting });
  const tokens = judgeTokenPrices({
    tokenOffers,
    known: known.tokenOffers,
    waiting,
    medians: tokenOffers.length === 0 ? new Map() : await loadTokenMedians(tx, source),
  });
  const held = [...hours.held, ...tokens.held];
  const waits = await replaceHeldPrices(tx, { feed: { provider, source }, held, before });
  return { offers: hours.believed, tokenOffers: tokens.believed, quarantined: held.length, waits };
}

type HourClaims = {
  offers: Offer[];
  known: ReadonlyMap<string, KnownOffer>;
  waiting: ReadonlyMap<string, MicroUsd>;
};

async function judgeHourPrices(
  tx: TransactionContext,
  source: Feed["source"],
  { offers, known, waiting }: HourClaims,
): Promise<{ believed: Offer[]; held: HeldPrice[] }> {
  const isKnown = (offer: Offer) => known.has(offer.externalId);
  const medians = offers.every(isKnown) ? new Map<string, MicroUsd>() : await loadMedians(tx, source);
  const held: HeldPrice[] = [];
  const believed = offers.flatMap((offer) => {
    const seen = offer.price.microUsdPerGpuHour;
    const row = known.get(offer.externalId);
    if (!row && medians.size === 0) return [offer];
    const reference = row ? lastPrice(row) : medianOf(medians, offer);
    const judged = judgePrice({ seen, reference, waiting: waiting.get(offer.externalId) ?? null });
    if (judged.heldBecause === null || judged.isConfirmed) return [offer];
    held.push({
      externalId: offer.externalId,
      held: reference?.microUsd ?? null,
      seen,
      reason: judged.heldBecause,
    });
    if (!row || row.isGone) return [];
    const { microUsdPerGpuHour, microUsdPerMachineHour } = row;
    return [{ ...offer, price: { unit: "gpu_hour" as const, microUsdPerGpuHour }, microUsdPerMachineHour }];
  });
  return { believed, held };
}

function lastPrice(row: KnownOffer): PriceReference {
  return { kind: "last_price", microUsd: row.microUsdPerGpuHour };
}

function medianOf(medians: ReadonlyMap<string, MicroUsd>, offer: Offer): PriceReference | null {
  const median = medians.get(medianKey(offer.gpuId, offer.isSpot));
  return median === undefined ? null : { kind: "gpu_median", microUsd: median };
}

function medianKey(gpuId: string, isSpot: boolean): string {
  return `${gpuId}/${isSpot ? "spot" : "on demand"}`;
}

/** Median price per GPU and kind of what can be rented, over the feeds that are shown together with this one. */
async function loadMedians(tx: TransactionContext, source: Feed["source"]): Promise<Map<string, MicroUsd>> {
  const rows = await tx.db.$queryRaw<{ gpu_id: string; is_spot: boolean; median: number }[]>`
    select gpu_id, is_spot, percentile_disc(0.5) within group (order by micro_usd_per_gpu_hour)::float8 as median
    from offers where gone_at is null and availability <> 'unavailable' and source in (${source}::offer_source, 'list')
      and ${soldOn(tx.now)}
    group by 1, 2`;
  return new Map(rows.map((row) => [medianKey(row.gpu_id, row.is_spot), microUsd(row.median)]));
}

/** Median prices per model of what is served, over the feeds that are shown together with this one. */
async function loadTokenMedians(tx: TransactionContext, source: Feed["source"]): Promise<TokenMedians> {
  const rows = await tx.db.$queryRaw<{ model_id: string; input: number; output: number }[]>`
    select model_id, percentile_disc(0.5) within group (order by input_micro_usd)::float8 as input,
      percentile_disc(0.5) within group (order by output_micro_usd)::float8 as output
    from token_offers
    where gone_at is null and availability <> 'unavailable' and model_id is not null
      and source in (${source}::offer_source, 'list') and ${soldOn(tx.now)}
    group by 1`;
  return new Map(
    rows.map(({ model_id, input, output }) => [
      model_id,
      { input: microUsd(input), output: microUsd(output) },
    ]),
  );
}
