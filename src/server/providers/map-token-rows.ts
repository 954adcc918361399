import type { z } from "zod";
import { parseModelName } from "@/domain/model/model";
import type { SkippedRow, TokenPrice } from "@/domain/offer/offer";
import type { TokenOffer } from "@/domain/offer/token-offer";
import type { MappedOffers } from "./contract";
import { amount, labelOf, type Refusal, rowFault, skip, textFault } from "./row-report";

const MAX_TOKENS = 1_000_000_000;

/** Nothing is sold below a hundredth of a cent for a million tokens: such a price is in the wrong unit. */
const LEAST_MICRO_USD = 100;

/** A token offer in the vendor's words, unchecked. Prices are USD for a million tokens. */
export type TokenOfferDraft = Omit<TokenOffer, "modelId" | "price"> & {
  inputUsdPerMillion: string | number | null;
  outputUsdPerMillion: string | number | null;
  cachedInputUsdPerMillion?: string | number | null | undefined;
};

type TokenRowMapping<Row> = {
  rows: readonly unknown[];
  schema: z.ZodType<Row>;
  /** As for `mapRows`. */
  labelFields: readonly string[];
  /** One draft per served model; none when the row is not a language model; a refusal when the row cannot be judged. */
  toDrafts(row: Row): TokenOfferDraft[] | Refusal;
};

/**
 * Maps a vendor's models one by one. A bad row is refused on its own, with the reason.
 *
 * @returns token offers in the order of the rows, `externalId` unique (the first one is kept). A name that matches no model keeps its
 *   offer, with `modelId` null. Input and output must both have a plausible price: a language model that costs nothing is a mistake.
 */
export function mapTokenRows<Row>(mapping: TokenRowMapping<Row>): MappedOffers {
  const tokenOffers = new Map<string, TokenOffer>();
  const skipped: SkippedRow[] = [];
  for (const [index, row] of mapping.rows.entries()) {
    for (const result of mapRow(mapping, row, index)) {
      if ("reason" in result) skipped.push(result);
      else if (tokenOffers.has(result.externalId))
        skipped.push(skip(result.externalId, { refused: { code: "duplicate.first_kept", parameters: {} } }));
      else tokenOffers.set(result.externalId, result);
    }
  }
  return { offers: [], tokenOffers: [...tokenOffers.values()], skipped, rawCount: mapping.rows.length };
}

function mapRow<Row>(
  mapping: TokenRowMapping<Row>,
  row: unknown,
  index: number,
): (TokenOffer | SkippedRow)[] {
  const parsed = mapping.schema.safeParse(row, { reportInput: true });
  const label = () => labelOf(row, mapping.labelFields, index);
  if (!parsed.success) return [skip(label(), { refused: rowFault(parsed.error) })];
  const drafts = mapping.toDrafts(parsed.data);
  if ("refused" in drafts) return [skip(label(), drafts)];
  return drafts.map((draft) => {
    const result = toTokenOffer(draft);
    return "refused" in result ? skip(draft.externalId, result) : result;
  });
}

function toTokenOffer(draft: TokenOfferDraft): TokenOffer | Refusal {
  const { inputUsdPerMillion, outputUsdPerMillion, cachedInputUsdPerMillion, ...kept } = draft;
  const refused = textFault({ externalId: draft.externalId, modelRaw: draft.modelRaw });
  if (refused !== null) return { refused };
  const price = toTokenPrice(inputUsdPerMillion, outputUsdPerMillion, cachedInputUsdPerMillion ?? null);
  if ("refused" in price) return price;
  return {
    ...kept,
    modelId: parseModelName(draft.modelRaw)?.id ?? null,
    price,
    contextTokens: tokens(draft.contextTokens),
    maxOutputTokens: tokens(draft.maxOutputTokens),
    outputTokensPerSecond: positive(draft.outputTokensPerSecond),
  };
}

type Usd = string | number | null;

function toTokenPrice(inputUsd: Usd, outputUsd: Usd, cachedUsd: Usd): TokenPrice | Refusal {
  const [input, output, cached] = [inputUsd, outputUsd, cachedUsd].map((usd) =>
    usd === null ? null : amount(usd),
  );
  if (input == null || output == null || input < LEAST_MICRO_USD || output < LEAST_MICRO_USD)
    return {
      refused: {
        code: "price.tokens_below_bound",
        parameters: { input: String(inputUsd ?? "–"), output: String(outputUsd ?? "–") },
      },
    };
  return {
    unit: "million_tokens",
    inputMicroUsd: input,
    outputMicroUsd: output,
    // A reused prompt that costs more than a new one is a mistake in the list, not a price.
    cachedInputMicroUsd: cached != null && cached >= 0 && cached <= input ? cached : null,
  };
}

/** A length that no model has is a mistake in the feed. */
function tokens(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value > 0 && value <= MAX_TOKENS ? value : null;
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 && Number.isFinite(value) ? value : null;
}
