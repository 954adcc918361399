import { AppError } from "@/domain/errors";
import { microUsd } from "@/domain/money";
import { emptySearch, type OfferSearch } from "@/domain/offer/offer-search";
import { listAgeDays, logOfAgeFactor } from "@/domain/offer/price-age";
import { endOf, hasEnded, validity } from "@/domain/offer/validity";
import { criterionValuesOf } from "@/domain/ranking/criterion-values";
import { normalizeWeights, scoreOf } from "@/domain/ranking/ranking";
import type { Weights } from "@/domain/ranking/ranking-criteria";
import { utilitiesOf } from "@/domain/ranking/reference-domain";
import type { Offer } from "@/generated/prisma/client";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { type WithHeldPrice, withHeldPrices } from "@/server/feeds/held/attach-held-prices";
import { storedListDay } from "@/server/feeds/ingest/stored-list-day";
import type { ScoredOffer } from "@/server/market/answers/describe";
import { describeRow } from "@/server/market/answers/describe-row";
import { measureFor } from "@/server/market/answers/ranked/ranked-set";
import { askMarket } from "@/server/market/client";
import type { FeedState, MarketRow } from "@/server/market/snapshot/row";

/** `goneAt` is set when the provider no longer names the offer or its last day is over: its last figures are kept and shown as such. */
export type OfferDetail = WithHeldPrice<
  ScoredOffer & {
    goneAt: string | null;
    /** The weights that count in the question, with sum 1: 0 for a criterion in which its GPUs do not differ. */
    weights: Weights;
  }
>;

/**
 * One offer with its score under the weights of a search.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function getOffer(
  ctx: Context,
  id: string,
  search: OfferSearch = emptySearch,
): Promise<OfferDetail> {
  await authorize(ctx, "market.read");
  const [offer] = await getOffers(ctx, [id], search);
  if (!offer)
    throw new AppError("NOT_FOUND", `no offer ${id}`, {
      reason: { code: "offer.not_found", parameters: { id } },
    });
  return offer;
}

/**
 * Offers by id with their score under the weights of a search, in the given order; unknown ids are omitted. Those on the market
 * come from its snapshot, so only others need the database.
 */
export async function getOffers(
  ctx: Context,
  ids: readonly string[],
  search: OfferSearch,
): Promise<OfferDetail[]> {
  await authorize(ctx, "market.read");
  const onMarket = await askMarket({ ask: "describe", ids: [...ids], search, now: ctx.now });
  const found = new Map<string, ScoredOffer & { goneAt: string | null }>(
    onMarket.map((offer) => [offer.id, { ...offer, goneAt: null }]),
  );
  const others = ids.filter((id) => !found.has(id));
  const stored = others.length === 0 ? [] : await ctx.db.offer.findMany({ where: { id: { in: others } } });
  for (const row of stored)
    found.set(row.id, { ...scoreGone(row, search, ctx.now), goneAt: goneAtOf(row, ctx.now) });
  const weights = normalizeWeights(measureFor(search).counting);
  return withHeldPrices(
    ctx,
    ids.flatMap((id) => {
      const offer = found.get(id);
      return offer ? [{ ...offer, weights }] : [];
    }),
  );
}

/** Since when an offer is not on the market: no longer named by its provider, or past its last day. */
function goneAtOf({ goneAt, validity: stored }: Offer, now: Date): string | null {
  const days = validity.nullable().parse(stored);
  return (goneAt ?? (hasEnded(days, now) ? endOf(days) : null))?.toISOString() ?? null;
}

function scoreGone(row: Offer, search: OfferSearch, now: Date): ScoredOffer {
  const marketRow = toMarketRow(row);
  const { domain, counting } = measureFor(search);
  const ageLog = logOfAgeFactor(listAgeDays(marketRow.listedOn, now));
  const utilities = utilitiesOf(domain, criterionValuesOf(marketRow), ageLog);
  const lastSeen: FeedState = {
    provider: row.provider,
    source: row.source,
    lastSuccessAt: row.changedAt.toISOString(),
  };
  return {
    ...describeRow({ feeds: new Map([[`${row.provider}/${row.source}`, lastSeen]]) }, marketRow, now),
    score: scoreOf(utilities, counting),
    utilities,
  };
}

function toMarketRow(row: Offer): MarketRow {
  const {
    fingerprint: _fingerprint,
    revision: _revision,
    goneAt: _goneAt,
    externalId: _externalId,
    latestListedOn: _latest,
    ...figures
  } = row;
  return {
    ...figures,
    microUsdPerGpuHour: microUsd(Number(row.microUsdPerGpuHour)),
    microUsdPerMachineHour: microUsd(Number(row.microUsdPerMachineHour)),
    microUsdPerGibEgress:
      row.microUsdPerGibEgress === null ? null : microUsd(Number(row.microUsdPerGibEgress)),
    microUsdPerGibMonthDisk:
      row.microUsdPerGibMonthDisk === null ? null : microUsd(Number(row.microUsdPerGibMonthDisk)),
    listedOn: storedListDay(row),
    validity: validity.nullable().parse(row.validity),
    changedAt: row.changedAt.toISOString(),
    firstSeenAt: row.firstSeenAt.toISOString(),
  };
}
