import { z } from "zod";
import { modelSearchFields, modelSearchOf } from "@/domain/model/model-search";
import { getModel } from "@/server/models/get-model";
import { searchServedModels } from "@/server/models/search";
import { described } from "./described";
import { endpoint } from "./endpoint";
import { factsOf, modelDetailRecord, modelRecord, recordOfModel, recordOfServedModel } from "./records/model";
import { instant } from "./records/times";

const query = described(modelSearchFields, {
  q: "Words that the name, family, developer or id has to contain.",
  developer: "Developers, separated by commas.",
  size: "Billions of parameters, a range: 7..70, 7.. or ..70.",
  context: "Tokens of context, a range: 32768.. or ..131072.",
  served: "yes: only models that somebody serves by the token.",
  ratio: "Tokens read for tokens written, for the blended price: 3:1.",
  sort: "The order; a minus turns it round.",
});

export const listModels = endpoint({
  id: "listModels",
  method: "GET",
  path: "/models",
  tag: "models",
  summary: "Models with their lowest prices by the token",
  description: "Every model that matches, with the parameters of the page.",
  action: "market.read",
  parameters: {},
  query,
  errors: ["INVALID_INPUT"],
  run: async (ctx, { query: asked }) => {
    const search = modelSearchOf(asked);
    return { search, hits: (await searchServedModels(ctx, search)).hits };
  },
  json: {
    schema: z.strictObject({
      generated_at: instant,
      blended_ratio: z.strictObject({ input: z.int(), output: z.int() }),
      count: z.int(),
      models: z.array(modelRecord),
    }),
    bodyOf: ({ search, hits }, { now }) => ({
      generated_at: now.toISOString(),
      blended_ratio: search.ratio,
      count: hits.length,
      models: hits.map(recordOfModel),
    }),
  },
});

export const getModelById = endpoint({
  id: "getModel",
  method: "GET",
  path: "/models/{id}",
  tag: "models",
  summary: "One model with all who serve it",
  description: "The cheapest input first.",
  action: "market.read",
  parameters: { id: z.string().max(80).meta({ description: "Id of a model." }) },
  query: {},
  errors: ["INVALID_INPUT", "NOT_FOUND"],
  run: (ctx, { path }) => getModel(ctx, path.id),
  json: {
    schema: modelDetailRecord,
    bodyOf: ({ model, offers, ended }, { now }) => ({
      generated_at: now.toISOString(),
      ...factsOf(model),
      offers: offers.map(recordOfServedModel),
      ended: ended.map(recordOfServedModel),
    }),
  },
});
