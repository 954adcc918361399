import { AppError } from "@/domain/errors";
import { parseModelSearch } from "@/domain/model/model-search";
import type { Context } from "@/server/context";
import { getModel } from "@/server/models/get-model";
import { type ModelHit, searchServedModels } from "@/server/models/search";
import type { ServedModel } from "@/server/models/served-models";

/**
 * GET /api/v2/models: every model that matches, with the parameters of the page. All prices are micro-USD for a million tokens.
 *
 * @throws {AppError} INVALID_INPUT naming every parameter that is not understood.
 */
export async function listModels(ctx: Context, request: Request): Promise<Response> {
  const parameters = new URL(request.url).searchParams;
  const given = [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]);
  const { search, issues } = parseModelSearch(Object.fromEntries(given));
  if (issues.length > 0) {
    const userMessage = issues.map(({ field, message }) => `${field}: ${message}`).join("; ");
    throw new AppError("INVALID_INPUT", "model search not understood", { userMessage, issues });
  }
  const { hits } = await searchServedModels(ctx, search);
  return answer({
    generated_at: ctx.now.toISOString(),
    blended_ratio: { input: search.ratio.input, output: search.ratio.output },
    count: hits.length,
    models: hits.map(hitRecord),
  });
}

/**
 * GET /api/v2/models/{id}: one model with everyone who serves it.
 *
 * @throws {AppError} NOT_FOUND
 */
export async function readModel(ctx: Context, id: string): Promise<Response> {
  const { model, offers } = await getModel(ctx, id);
  return answer({
    generated_at: ctx.now.toISOString(),
    id: model.id,
    name: model.name,
    family: model.family,
    developer: model.developer,
    parameters_billion: model.parametersBillion,
    active_parameters_billion: model.activeParametersBillion,
    context_tokens: model.contextTokens,
    offers: offers.map(offerRecord),
  });
}

function hitRecord(hit: ModelHit) {
  return {
    id: hit.id,
    name: hit.name,
    family: hit.family,
    developer: hit.developer,
    parameters_billion: hit.parametersBillion,
    active_parameters_billion: hit.activeParametersBillion,
    context_tokens: hit.contextTokens,
    providers: hit.providers,
    lowest_input_micro_usd_per_million_tokens: hit.inputMicroUsd,
    lowest_output_micro_usd_per_million_tokens: hit.outputMicroUsd,
    lowest_blended_micro_usd_per_million_tokens: hit.blendedMicroUsd,
    cheapest_provider: hit.cheapest?.provider ?? null,
  };
}

function offerRecord(offer: ServedModel) {
  return {
    id: offer.id,
    provider: offer.provider,
    provider_model: offer.modelRaw,
    input_micro_usd_per_million_tokens: offer.inputMicroUsd,
    cached_input_micro_usd_per_million_tokens: offer.cachedInputMicroUsd,
    output_micro_usd_per_million_tokens: offer.outputMicroUsd,
    context_tokens: offer.contextTokens,
    max_output_tokens: offer.maxOutputTokens,
    output_tokens_per_second: offer.outputTokensPerSecond,
    availability: offer.availability,
    source: offer.source,
    source_url: offer.sourceUrl,
    observed_at: offer.observedAt,
    listed_on: offer.listedOn,
    changed_at: offer.changedAt,
  };
}

function answer(body: unknown): Response {
  return new Response(`${JSON.stringify(body)}\n`, {
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}
