import { type MicroUsd, microUsd } from "@/domain/money";
import type { TokenPrice } from "@/domain/offer/offer";
import type { KnownTokenOffer } from "@/domain/offer/token-offer-diff";
import type { TransactionContext } from "@/server/context";
import type { Feed } from "./write-offers";

type PriceColumns = { inputMicroUsd: bigint; outputMicroUsd: bigint; cachedInputMicroUsd: bigint | null };

/** Every stored token offer of one feed by external id, including those that are gone. */
export async function loadKnownTokenOffers(
  tx: TransactionContext,
  { provider, source }: Feed,
): Promise<Map<string, KnownTokenOffer>> {
  const rows = await tx.db.tokenOffer.findMany({ where: { provider, source } });
  return new Map(
    rows.map((row) => [
      row.externalId,
      {
        id: row.id,
        fingerprint: row.fingerprint,
        price: storedTokenPrice(row),
        isGone: row.goneAt !== null,
      },
    ]),
  );
}

/** The price of a stored row. */
export function storedTokenPrice(row: PriceColumns): TokenPrice {
  return {
    unit: "million_tokens",
    inputMicroUsd: rate(row.inputMicroUsd),
    outputMicroUsd: rate(row.outputMicroUsd),
    cachedInputMicroUsd: row.cachedInputMicroUsd === null ? null : rate(row.cachedInputMicroUsd),
  };
}

function rate(stored: bigint): MicroUsd {
  return microUsd(Number(stored));
}
