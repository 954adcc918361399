import { modelRows } from "./model-table";
import type { ModelArchitecture } from "./workload";

/** An open or closed language model as we count it: same weights, same id, whoever serves it. */
export type Model = {
  /** Kebab-case, stable, stored in offers: family, version, size, variant. */
  id: string;
  /** For display: "Llama 3.3 70B Instruct". */
  name: string;
  /** "Llama 3.3". */
  family: string;
  /** Who trained it. */
  developer: string;
  /** All weights, every expert of a mixture; null where the developer does not say. */
  parametersBillion: number | null;
  /** Weights read for one token; equal to all of them unless it is a mixture of experts. */
  activeParametersBillion: number | null;
  /** From the published config; null where there is none. */
  architecture: ModelArchitecture | null;
  /** As trained; a provider may serve less. */
  contextTokens: number | null;
};

export const models: readonly Model[] = modelRows.map(({ names: _names, ...model }) => model);

const modelsById: ReadonlyMap<string, Model> = new Map(models.map((model) => [model.id, model]));
const idByName: ReadonlyMap<string, string> = new Map(
  modelRows.flatMap(({ id, names }) => names.map((name) => [modelNameKey(name), id] as const)),
);

/** The model with this canonical id, or null. */
export function modelById(id: string): Model | null {
  return modelsById.get(id) ?? null;
}

/**
 * Maps a provider's name of a model to the canonical one.
 *
 * @returns null for a name that no row lists: a relative is never taken for it.
 */
export function parseModelName(raw: string): Model | null {
  const id = idByName.get(modelNameKey(raw));
  return id === undefined ? null : modelById(id);
}

/** Case, separators and the namespace before the last slash are free. */
export function modelNameKey(raw: string): string {
  return (raw.split("/").at(-1) ?? "").toLowerCase().replace(/[^a-z0-9.]+/g, "-");
}
