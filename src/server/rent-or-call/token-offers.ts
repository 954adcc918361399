import { z } from "zod";
import { microUsd } from "@/domain/money";
import { availability, freshnessOf, type OfferSource, offerSource } from "@/domain/offer";
import type { TokenOffer } from "@/domain/token-offer";
import type { Context } from "../context";
import { env } from "../env";
import { providerName } from "../offers/provider-names";

/** What one provider asks for a million tokens of a model, with source and age. Times are ISO 8601 in UTC. */
export type PricedTokenOffer = Omit<TokenOffer, "listedOn"> & {
  id: string;
  provider: string;
  providerName: string;
  source: OfferSource;
  /** When a poll last saw the price; null for list prices. */
  observedAt: string | null;
  listedOn: string | null;
  sourceUrl: string | null;
};

const price = z.coerce.number().transform(microUsd);
const row = z.object({
  id: z.string(),
  provider: z.string(),
  source: offerSource,
  external_id: z.string(),
  model_id: z.string().nullable(),
  model_raw: z.string(),
  input: price,
  output: price,
  cached: price.nullable(),
  context_tokens: z.number().nullable(),
  max_output_tokens: z.number().nullable(),
  output_tokens_per_second: z.number().nullable(),
  availability,
  listed_on: z.string().nullable(),
  source_url: z.string().nullable(),
  last_success_at: z.date().nullable(),
});
type Row = z.infer<typeof row>;

/**
 * Token prices of one model that may be shown now: polled ones while their feed answered within 24 hours, and a provider's list
 * only where it has no such feed.
 */
export async function tokenOffersOf(ctx: Context, modelId: string): Promise<PricedTokenOffer[]> {
  const found = await ctx.db.$queryRaw`
    select t.id, t.provider, t.source::text as source, external_id, model_id, model_raw, input_micro_usd::float8 as input,
      output_micro_usd::float8 as output, cached_input_micro_usd::float8 as cached, context_tokens, max_output_tokens,
      output_tokens_per_second, availability::text as availability, listed_on::text as listed_on, source_url, h.last_success_at
    from token_offers t left join provider_health h on h.provider = t.provider and h.source = t.source
    where model_id = ${modelId} and gone_at is null`;
  const rows = z.array(row).parse(found);
  const polledSource = env().MARKET === "simulated" ? "simulated" : "live";
  const polled = rows.filter((one) => one.source === polledSource && isWithinADay(one, ctx.now));
  const answering = new Set(polled.map(({ provider }) => provider));
  const listed = rows.filter(({ source, provider }) => source === "list" && !answering.has(provider));
  return [...polled, ...listed].map(tokenOffer);
}

function isWithinADay({ last_success_at: at }: Row, now: Date): boolean {
  return at !== null && freshnessOf(at, now) !== "hidden";
}

function tokenOffer(one: Row): PricedTokenOffer {
  return {
    id: one.id,
    provider: one.provider,
    providerName: providerName(one.provider),
    source: one.source,
    externalId: one.external_id,
    modelId: one.model_id,
    modelRaw: one.model_raw,
    price: {
      unit: "million_tokens",
      inputMicroUsd: one.input,
      outputMicroUsd: one.output,
      cachedInputMicroUsd: one.cached,
    },
    contextTokens: one.context_tokens,
    maxOutputTokens: one.max_output_tokens,
    outputTokensPerSecond: one.output_tokens_per_second,
    availability: one.availability,
    observedAt: one.source === "list" ? null : (one.last_success_at?.toISOString() ?? null),
    listedOn: one.listed_on,
    sourceUrl: one.source_url,
  };
}
