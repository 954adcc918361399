import { firstDayOf, lastDayOf } from "@/domain/offer/list-day";
import type { TokenOffer } from "@/domain/offer/token-offer";
import type { TokenOfferDiff } from "@/domain/offer/token-offer-diff";
import { newId, type TransactionContext } from "@/server/context";
import type { Feed } from "./write-offers";

export type TokenFeedWrite = Feed & {
  diff: TokenOfferDiff;
  revision: bigint;
  at: Date;
  sourceUrl: string | null;
};

/**
 * Writes the diff of one feed's models, as `writeOffers` does for machines. Feeds have only hundreds of models, so one
 * statement writes them all.
 */
export async function writeTokenOffers(tx: TransactionContext, write: TokenFeedWrite): Promise<void> {
  const added = write.diff.added.map(({ offer, fingerprint }) => ({
    ...row(newId("tok", write.at), offer, fingerprint),
    isNewPrice: true,
  }));
  const changed = write.diff.changed.map(({ id, offer, fingerprint, isNewPrice }) => ({
    ...row(id, offer, fingerprint),
    isNewPrice,
  }));
  const rows = [...added, ...changed];
  if (rows.length > 0) {
    const json = JSON.stringify(rows);
    await upsert(tx, write, json);
    await appendPoints(tx, write.at, json);
  }
  await markGone(tx, write);
}

function row(id: string, { price, listedOn, ...figures }: TokenOffer, fingerprint: string) {
  const { inputMicroUsd: input, outputMicroUsd: output, cachedInputMicroUsd: cached } = price;
  const days =
    listedOn === undefined ? {} : { listedOn: firstDayOf(listedOn), latestListedOn: lastDayOf(listedOn) };
  return { id, ...figures, ...days, input, output, cached, fingerprint };
}

function upsert(
  tx: TransactionContext,
  { provider, source, revision, at, sourceUrl }: TokenFeedWrite,
  json: string,
) {
  return tx.db.$executeRaw`
    insert into token_offers (id, provider, source, external_id, model_id, model_raw, input_micro_usd, output_micro_usd,
      cached_input_micro_usd, context_tokens, max_output_tokens, output_tokens_per_second, availability, listed_on, latest_listed_on, validity,
      source_url,
      fingerprint, first_seen_at, changed_at, gone_at, revision)
    select r.id, ${provider}, ${source}::offer_source, r."externalId", r."modelId", r."modelRaw", r.input, r.output, r.cached,
      r."contextTokens", r."maxOutputTokens", r."outputTokensPerSecond", r.availability::availability, r."listedOn", r."latestListedOn", r.validity,
      coalesce(r."sourceUrl", ${sourceUrl}), r.fingerprint, ${at}::timestamptz, ${at}::timestamptz, null, ${revision}
    from jsonb_to_recordset(${json}::jsonb) as r(id text, "externalId" text, "modelId" text, "modelRaw" text, input bigint,
      output bigint, cached bigint, "contextTokens" int, "maxOutputTokens" int, "outputTokensPerSecond" float8,
      availability text, "listedOn" date, "latestListedOn" date, "sourceUrl" text, validity jsonb, fingerprint text)
    on conflict (provider, source, external_id) do update set
      model_id = excluded.model_id, model_raw = excluded.model_raw, input_micro_usd = excluded.input_micro_usd,
      output_micro_usd = excluded.output_micro_usd, cached_input_micro_usd = excluded.cached_input_micro_usd,
      context_tokens = excluded.context_tokens, max_output_tokens = excluded.max_output_tokens,
      output_tokens_per_second = excluded.output_tokens_per_second, availability = excluded.availability,
      listed_on = excluded.listed_on, latest_listed_on = excluded.latest_listed_on, validity = excluded.validity, source_url = excluded.source_url, fingerprint = excluded.fingerprint,
      changed_at = excluded.changed_at, gone_at = null, revision = excluded.revision`;
}

function appendPoints(tx: TransactionContext, at: Date, json: string) {
  return tx.db.$executeRaw`
    insert into token_price_points (token_offer_id, at, input_micro_usd, output_micro_usd, cached_input_micro_usd)
    select r.id, ${at}::timestamptz, r.input, r.output, r.cached
    from jsonb_to_recordset(${json}::jsonb) as r(id text, input bigint, output bigint, cached bigint, "isNewPrice" boolean)
    where r."isNewPrice"
    on conflict (token_offer_id, at) do update set input_micro_usd = excluded.input_micro_usd,
      output_micro_usd = excluded.output_micro_usd, cached_input_micro_usd = excluded.cached_input_micro_usd`;
}

async function markGone(tx: TransactionContext, { diff, at, revision }: TokenFeedWrite): Promise<void> {
  if (diff.goneIds.length === 0) return;
  const ids = JSON.stringify(diff.goneIds);
  await tx.db.$executeRaw`
    update token_offers set gone_at = ${at}::timestamptz, changed_at = ${at}::timestamptz, revision = ${revision}
    where id in (select jsonb_array_elements_text(${ids}::jsonb))`;
  await tx.db.$executeRaw`
    insert into token_price_points (token_offer_id, at)
    select id, ${at}::timestamptz from jsonb_array_elements_text(${ids}::jsonb) as gone(id)
    on conflict (token_offer_id, at) do update set input_micro_usd = null, output_micro_usd = null,
      cached_input_micro_usd = null`;
}
