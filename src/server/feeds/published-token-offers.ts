import { availability } from "@/domain/offer/offer";
import type { TokenOffer } from "@/domain/offer/token-offer";
import type { Context } from "@/server/context";
import { storedTokenPrice } from "./ingest/known-token-offers";
import { listedOnOf } from "./ingest/stored-list-day";

/** The list prices per token of a provider, for a feed that names models without prices. What it names is sold, whatever the list's days. */
export async function loadPublishedTokenOffers(ctx: Context, provider: string): Promise<TokenOffer[]> {
  const rows = await ctx.db.tokenOffer.findMany({ where: { provider, source: "list", goneAt: null } });
  return rows.map((row) => ({
    externalId: row.externalId,
    modelId: row.modelId,
    modelRaw: row.modelRaw,
    price: storedTokenPrice(row),
    contextTokens: row.contextTokens,
    maxOutputTokens: row.maxOutputTokens,
    outputTokensPerSecond: row.outputTokensPerSecond,
    availability: availability.parse(row.availability),
    ...listedOnOf(row),
  }));
}
