import { type Model, models } from "@/domain/model/model";
import { type ModelSearch, type SearchableModel, searchModels } from "@/domain/model/model-search";
import { blendedMicroUsd, type TokenRatio } from "@/domain/model/token-ratio";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import { type ServedModel, servedModels } from "./served-models";

export type ModelHit = SearchableModel &
  Pick<Model, "activeParametersBillion"> & {
    /** The offer with the lowest blended price under the search's ratio. */
    cheapest: Pick<ServedModel, "provider" | "providerName" | "source" | "observedAt" | "listedOn"> | null;
  };

export type ModelSearchResult = {
  hits: ModelHit[];
  total: number;
  /** All developers, for the filter. */
  developers: string[];
};

/**
 * Every model that a search finds, with its lowest prices. The lowest input and output prices may come from two providers; the
 * lowest blended price is that of a single offer. Context is that of the model, or the longest served if that is unknown.
 */
export async function searchServedModels(ctx: Context, search: ModelSearch): Promise<ModelSearchResult> {
  await authorize(ctx, "market.read");
  const offersOf = groupByModel(await servedModels(ctx));
  const rows = models.map((model) => hitOf(model, offersOf.get(model.id) ?? [], search.ratio));
  return {
    hits: searchModels(rows, search),
    total: rows.length,
    developers: [...new Set(models.map(({ developer }) => developer))].sort((a, b) =>
      a.localeCompare(b, "en"),
    ),
  };
}

function groupByModel(offers: readonly ServedModel[]): Map<string, ServedModel[]> {
  const groups = new Map<string, ServedModel[]>();
  for (const offer of offers) {
    const group = groups.get(offer.modelId) ?? [];
    group.push(offer);
    groups.set(offer.modelId, group);
  }
  return groups;
}

function hitOf(model: Model, offers: readonly ServedModel[], ratio: TokenRatio): ModelHit {
  const { architecture: _architecture, ...facts } = model;
  const blended = offers.map((offer) => ({ offer, price: blendedMicroUsd(offer, ratio) }));
  const cheapest = blended.reduce<(typeof blended)[number] | null>(
    (best, one) => (best === null || one.price < best.price ? one : best),
    null,
  );
  return {
    ...facts,
    contextTokens: facts.contextTokens ?? highest(offers.map(({ contextTokens }) => contextTokens)),
    providers: new Set(offers.map(({ provider }) => provider)).size,
    blendedMicroUsd: cheapest?.price ?? null,
    inputMicroUsd: lowest(offers.map(({ inputMicroUsd }) => inputMicroUsd)),
    outputMicroUsd: lowest(offers.map(({ outputMicroUsd }) => outputMicroUsd)),
    cheapest: cheapest && sourceOf(cheapest.offer),
  };
}

function sourceOf({ provider, providerName, source, observedAt, listedOn }: ServedModel) {
  return { provider, providerName, source, observedAt, listedOn };
}

function lowest<Value extends number>(values: readonly Value[]): Value | null {
  return values.reduce<Value | null>((best, one) => (best === null || one < best ? one : best), null);
}

function highest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
