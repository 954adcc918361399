import { z } from "zod";
import type { Model } from "@/domain/model/model";
import { availability } from "@/domain/offer/offer";
import type { ModelHit } from "@/server/models/search";
import type { ServedModel } from "@/server/models/served-models";
import { money, moneyOf } from "../money";
import { instant, provenance, recordOfListDay, recordOfSoldDays, soldDays } from "./times";

const facts = {
  id: z.string(),
  name: z.string(),
  family: z.string(),
  developer: z.string(),
  parameters_billion: z.number().nullable(),
  active_parameters_billion: z.number().nullable(),
  context_tokens: z.int().nullable(),
};

export const modelRecord = z
  .strictObject({
    ...facts,
    providers: z.int().meta({ description: "That serve it by the token." }),
    lowest_input_per_million_tokens: money.nullable(),
    lowest_output_per_million_tokens: money.nullable(),
    lowest_blended_per_million_tokens: money
      .nullable()
      .meta({ description: "Of one offer, for the ratio of input to output that was asked for." }),
    cheapest_provider: z.string().nullable().meta({ description: "By the blended price." }),
  })
  .meta({ id: "Model", description: "Unknown figures are null, and so are prices where nobody serves it." });

const servedModelRecord = z
  .strictObject({
    id: z.string(),
    provider: z.string(),
    provider_model: z.string().meta({ description: "The provider's own name of what it serves." }),
    input_per_million_tokens: money,
    cached_input_per_million_tokens: money.nullable(),
    output_per_million_tokens: money,
    context_tokens: z.int().nullable(),
    max_output_tokens: z.int().nullable(),
    output_tokens_per_second: z.number().nullable(),
    availability,
    ...provenance,
    ...soldDays,
    source_url: z.string().nullable(),
    changed_at: instant,
  })
  .meta({ id: "ServedModel" });

export const modelDetailRecord = z.strictObject({
  generated_at: instant,
  ...facts,
  offers: z.array(servedModelRecord),
  ended: z.array(servedModelRecord).meta({ description: "What providers sold once and have ended." }),
});

export function recordOfModel(hit: ModelHit): z.input<typeof modelRecord> {
  return {
    ...factsOf(hit),
    providers: hit.providers,
    lowest_input_per_million_tokens: moneyOf(hit.inputMicroUsd),
    lowest_output_per_million_tokens: moneyOf(hit.outputMicroUsd),
    lowest_blended_per_million_tokens: moneyOf(hit.blendedMicroUsd),
    cheapest_provider: hit.cheapest?.provider ?? null,
  };
}

export function recordOfServedModel(offer: ServedModel): z.input<typeof servedModelRecord> {
  return {
    id: offer.id,
    provider: offer.provider,
    provider_model: offer.modelRaw,
    input_per_million_tokens: moneyOf(offer.inputMicroUsd),
    cached_input_per_million_tokens: moneyOf(offer.cachedInputMicroUsd),
    output_per_million_tokens: moneyOf(offer.outputMicroUsd),
    context_tokens: offer.contextTokens,
    max_output_tokens: offer.maxOutputTokens,
    output_tokens_per_second: offer.outputTokensPerSecond,
    availability: offer.availability,
    source: offer.source,
    observed_at: offer.observedAt,
    ...recordOfListDay(offer.listedOn),
    ...recordOfSoldDays(offer.validity),
    source_url: offer.sourceUrl,
    changed_at: offer.changedAt,
  };
}

export function factsOf(model: Omit<Model, "architecture">) {
  return {
    id: model.id,
    name: model.name,
    family: model.family,
    developer: model.developer,
    parameters_billion: model.parametersBillion,
    active_parameters_billion: model.activeParametersBillion,
    context_tokens: model.contextTokens,
  };
}
