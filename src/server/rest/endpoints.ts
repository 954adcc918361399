import type { Endpoint } from "./endpoint";
import { getIndex, listIndexes } from "./market-index";
import { getModelById, listModels } from "./models";
import { listOffers } from "./offers";

/** Every operation of the API: routes, documentation and contract tests follow from this list. */
export const endpoints: readonly Endpoint[] = [listOffers, listIndexes, getIndex, listModels, getModelById];
