import type { Availability, TokenPrice } from "./offer";
import type { Validity } from "./validity";

/**
 * One model that one provider serves by the token.
 *
 * Unknown is `null`. Never converted to an hourly offer: the cost of a token on a rented GPU depends on how busy it is.
 */
export type TokenOffer = {
  /** Stable within the provider across polls: the provider's id of the model, and of the variant if there are several. */
  externalId: string;
  /** Canonical id of `domain/model`; null for a name that nobody has mapped yet. */
  modelId: string | null;
  /** The provider's name for the model, unchanged. */
  modelRaw: string;
  price: TokenPrice;
  /** Longest prompt and answer together. */
  contextTokens: number | null;
  maxOutputTokens: number | null;
  /** Speed of one stream as the provider publishes it; null if it publishes none. */
  outputTokensPerSecond: number | null;
  availability: Availability;
  /** Day or span (`list-day.ts`) of the price list that the price comes from; absent if the feed states the current price. */
  listedOn?: string;
  /** Where the price of this row was read, if not in the source of the whole list. */
  sourceUrl?: string;
  /** The days on which it is sold; absent where no document names them. */
  validity?: Validity;
};
