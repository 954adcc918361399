import type { ModelArchitecture } from "../architecture";

/**
 * One model. `names` are the names that providers use besides the id and the display name, without the namespace before the last
 * slash. Case and separators do not matter.
 *
 * `parameters`: all of them in billions, [all, read for one token] for a mixture of experts. It is the developer's figure, or, where
 * the published file or config gives a more precise one, that; null if the developer does not state it.
 * `architecture`: null where no config of this model could be read. Such a model has no known cache, and pages say so.
 * `contextTokens` takes precedence over the group's.
 */
export type ModelRow = readonly [
  id: string,
  name: string,
  parameters: number | readonly [all: number, active: number] | null,
  architecture: ModelArchitecture | null,
  names: readonly string[],
  contextTokens?: number | null,
];

export type ModelGroup = {
  family: string;
  developer: string;
  /** As trained or, if the card says so, as extended by YaRN; null if we are not certain. */
  contextTokens: number | null;
  rows: readonly ModelRow[];
};
