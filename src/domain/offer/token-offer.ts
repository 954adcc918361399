import type { Availability, TokenPrice } from "./offer";

/**
 * One model that one provider serves by the token.
 *
 * Unknown is `null`. Never turned into an hourly offer: what a token costs on a rented GPU depends on how busy it is.
 */
export type TokenOffer = {
  /** Stable within the provider across polls: the provider's own id of the model, and of the variant where one has several. */
  externalId: string;
  /** Canonical id of `domain/model`; null for a name that nobody has mapped yet. */
  modelId: string | null;
  /** The provider's words, kept. */
  modelRaw: string;
  price: TokenPrice;
  /** Prompt and answer together. */
  contextTokens: number | null;
  maxOutputTokens: number | null;
  /** Of one stream, as the provider publishes it; null where it publishes none. */
  outputTokensPerSecond: number | null;
  availability: Availability;
  /** Day (YYYY-MM-DD) of the price list that the price is from; absent where the feed itself states what it costs now. */
  listedOn?: string;
};
