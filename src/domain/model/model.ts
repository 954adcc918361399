import type { ModelArchitecture } from "./architecture";
import { modelGroups } from "./model-table";
import type { ModelRow } from "./table/row";

/** An open or closed language model. The same weights have the same id at every provider. */
export type Model = {
  /** Kebab-case, stable, stored in offers: family, version, size, variant. */
  id: string;
  /** For display: "Llama 3.3 70B Instruct". */
  name: string;
  /** "Llama 3.3". */
  family: string;
  /** Who trained it. */
  developer: string;
  /** All weights, including every expert of a mixture; null if the developer does not state them. */
  parametersBillion: number | null;
  /** Weights read for one token: all of them, unless the model is a mixture of experts. */
  activeParametersBillion: number | null;
  /** From the published config; null if none could be read, so that its cache is unknown. */
  architecture: ModelArchitecture | null;
  /** As trained; a provider may serve less. */
  contextTokens: number | null;
};

const listings = modelGroups.flatMap(({ rows, ...group }) =>
  rows.map((row) => ({ model: toModel(group, row), names: [row[0], row[1], ...row[4]] })),
);

export const models: readonly Model[] = listings.map(({ model }) => model);

const modelsById: ReadonlyMap<string, Model> = new Map(models.map((model) => [model.id, model]));
const modelsByKey: ReadonlyMap<string, Model> = indexNames();

/** Longer than any model's name; a longer text matches nothing. */
const MAX_NAME_LENGTH = 160;
/** Number formats at the end of a repository's name: the same checkpoint in fewer bits. */
const formatEnding = /-(?:fp8|fp4|nvfp4|mxfp4|bf16|fp16|int8|int4|awq|gptq)$/;
/** Hugging Face's router names the serving company after a colon. Other texts after a colon name a different model ("llama3:70b"). */
const routeEnding =
  /:(?:cerebras|featherless-ai|fireworks-ai|groq|hf-inference|hyperbolic|nebius|novita|nscale|ovhcloud|publicai|sambanova|scaleway|together)$/i;

/** The model with this canonical id, or null. */
export function modelById(id: string): Model | null {
  return modelsById.get(id) ?? null;
}

/**
 * Maps a provider's name for a model to the canonical model.
 *
 * @returns null for a name that no row lists; a similar model is never used instead. `model-table` defines which models are the
 *   same. Linear in the length of `raw`.
 */
export function parseModelName(raw: string): Model | null {
  if (raw.length > MAX_NAME_LENGTH) return null;
  const key = modelNameKey(raw.replace(routeEnding, ""));
  return modelsByKey.get(key) ?? modelsByKey.get(key.replace(formatEnding, "")) ?? null;
}

/** Ignores case, separators and the namespace before the last slash; some providers write "3.1" as "3p1". */
export function modelNameKey(raw: string): string {
  const name = (raw.split("/").at(-1) ?? "").toLowerCase();
  return name.replace(/(\d)p(?=\d)/g, "$1.").replace(/[^a-z0-9.]+/g, "-");
}

function toModel(
  group: { family: string; developer: string; contextTokens: number | null },
  [id, name, parameters, architecture, , contextTokens]: ModelRow,
): Model {
  const [all, active] =
    typeof parameters === "number" ? [parameters, parameters] : (parameters ?? [null, null]);
  return {
    id,
    name,
    family: group.family,
    developer: group.developer,
    parametersBillion: all,
    activeParametersBillion: active,
    architecture,
    contextTokens: contextTokens === undefined ? group.contextTokens : contextTokens,
  };
}

function indexNames(): ReadonlyMap<string, Model> {
  return new Map(
    listings.flatMap(({ model, names }) => names.map((name) => [modelNameKey(name), model] as const)),
  );
}
