import type { Model } from "./model";

/** `names` are what providers call it, without the namespace before the last slash; case and separators are free. */
export type ModelRow = Model & { names: readonly string[] };

/** Every model that a price we read is known to name, with figures from its published card and config. */
export const modelRows: readonly ModelRow[] = [
  {
    id: "llama-3.3-70b-instruct",
    name: "Llama 3.3 70B Instruct",
    family: "Llama 3.3",
    developer: "Meta",
    parametersBillion: 70.6,
    activeParametersBillion: 70.6,
    architecture: { layers: 80, hiddenSize: 8192, kvHeads: 8, headDim: 128 },
    contextTokens: 131_072,
    names: ["llama-3.3-70b-instruct", "llama-v3p3-70b-instruct", "llama-3.3-70b-versatile"],
  },
];
