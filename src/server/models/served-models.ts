import { type Model, modelById } from "@/domain/model/model";
import type { MicroUsd } from "@/domain/money";
import {
  type Availability,
  availability,
  HIDDEN_AFTER_MS,
  type OfferSource,
  priceSourceOf,
} from "@/domain/offer/offer";
import { hasEnded, inForce, type Validity, validity } from "@/domain/offer/validity";
import type { TokenOffer } from "@/generated/prisma/client";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { lastKnown } from "@/server/database/last-known";
import { storedTokenPrice } from "@/server/feeds/ingest/known-token-offers";
import { storedListDay } from "@/server/feeds/ingest/stored-list-day";
import { polledSource } from "@/server/mode";
import { providerName } from "@/server/providers/provider-names";

/** One provider's price of one model as it may be shown. Times are ISO 8601 in UTC; prices are for a million tokens. */
export type ServedModel = {
  id: string;
  modelId: string;
  modelName: string;
  provider: string;
  providerName: string;
  /** The source of the price: also "list" when a live feed repeats a list price. */
  source: OfferSource;
  /** Day of the list that the price comes from, even when a live feed names the model. */
  listedOn: string | null;
  /** When a poll last saw it; null for a list price. */
  observedAt: string | null;
  sourceUrl: string | null;
  /** The provider's name for the model, which may indicate fewer bits or a shorter context. */
  modelRaw: string;
  inputMicroUsd: MicroUsd;
  outputMicroUsd: MicroUsd;
  cachedInputMicroUsd: MicroUsd | null;
  contextTokens: number | null;
  maxOutputTokens: number | null;
  outputTokensPerSecond: number | null;
  availability: Availability;
  /** The days on which it is sold; null where no document names them. */
  validity: Validity | null;
  changedAt: string;
};

export type ServedModelFilter = { modelId?: string; provider?: string };

/**
 * Every price of a known model that may be shown, cheapest input first. A polled price is shown while its feed has answered
 * within a day. List prices are shown only while their provider has no fresh polled price of any model: an old list price would
 * contradict a fresh price, and a model that the feed no longer names is not served. What is not yet or no longer sold on the day
 * of `ctx.now` is no offer.
 */
export async function servedModels(ctx: Context, filter: ServedModelFilter = {}): Promise<ServedModel[]> {
  return (await knownModels(ctx, filter)).filter(({ validity }) => inForce(validity, ctx.now));
}

/**
 * What was sold and has ended, as its provider documents it, by the last day, latest first. A list knows it even while a feed
 * answers; what the feed names again is sold.
 */
export async function endedModels(ctx: Context, filter: ServedModelFilter): Promise<ServedModel[]> {
  const known = await knownModels(ctx, filter, true);
  const sold = new Set(known.filter(({ validity }) => inForce(validity, ctx.now)).map(nameOf));
  return known
    .filter((offer) => hasEnded(offer.validity, ctx.now) && !sold.has(nameOf(offer)))
    .sort((a, b) => lastDayOf(b).localeCompare(lastDayOf(a)));
}

function nameOf({ provider, modelRaw }: ServedModel): string {
  return `${provider} ${modelRaw}`;
}

function lastDayOf({ validity }: ServedModel): string {
  return validity?.lastDay ?? "";
}

async function knownModels(
  ctx: Context,
  { modelId, provider }: ServedModelFilter,
  withHiddenLists = false,
): Promise<ServedModel[]> {
  await authorize(ctx, "market.read");
  const polled = polledSource();
  const [rows, feeds] = await lastKnown(ctx.db, `served models of ${provider ?? "all"}`, () =>
    Promise.all([
      ctx.db.tokenOffer.findMany({
        where: { provider, goneAt: null, modelId: { not: null }, source: { in: [polled, "list"] } },
        orderBy: [{ inputMicroUsd: "asc" }, { outputMicroUsd: "asc" }, { id: "asc" }],
      }),
      ctx.db.providerHealth.findMany({ where: { source: polled } }),
    ]),
  );
  const oldest = ctx.now.getTime() - HIDDEN_AFTER_MS;
  const answeredAt = new Map(
    feeds.flatMap(({ provider, lastSuccessAt }) =>
      lastSuccessAt && lastSuccessAt.getTime() >= oldest ? [[provider, lastSuccessAt] as const] : [],
    ),
  );
  const isFresh = (row: TokenOffer) => row.source === polled && answeredAt.has(row.provider);
  const polledProviders = new Set(rows.filter(isFresh).map(({ provider }) => provider));
  return rows
    .filter(
      (row) =>
        isFresh(row) || (row.source === "list" && (withHiddenLists || !polledProviders.has(row.provider))),
    )
    .filter((row) => modelId === undefined || row.modelId === modelId)
    .flatMap((row) => toServedModel(row, answeredAt.get(row.provider) ?? null));
}

function toServedModel(row: TokenOffer, answeredAt: Date | null): ServedModel[] {
  const model: Model | null = row.modelId === null ? null : modelById(row.modelId);
  if (model === null) return [];
  const { unit: _unit, ...prices } = storedTokenPrice(row);
  const listedOn = storedListDay(row);
  return [
    {
      id: row.id,
      modelId: model.id,
      modelName: model.name,
      provider: row.provider,
      providerName: providerName(row.provider),
      source: priceSourceOf({ source: row.source, listedOn }),
      listedOn,
      observedAt: row.source === "list" ? null : (answeredAt?.toISOString() ?? null),
      sourceUrl: row.sourceUrl,
      modelRaw: row.modelRaw,
      ...prices,
      contextTokens: row.contextTokens,
      maxOutputTokens: row.maxOutputTokens,
      outputTokensPerSecond: row.outputTokensPerSecond,
      availability: availability.parse(row.availability),
      validity: validity.nullable().parse(row.validity),
      changedAt: row.changedAt.toISOString(),
    },
  ];
}
