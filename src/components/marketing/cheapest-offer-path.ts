import type { BestPrice } from "./best-price-table";

/** API path that returns the offer of a best price: the cheapest on-demand one of its GPU at its provider. */
export function cheapestOfferPath({ gpuId, provider }: Pick<BestPrice, "gpuId" | "provider">): string {
  return `/api/v2/offers?gpu=${encodeURIComponent(gpuId)}&provider=${provider}&pricing=on_demand&sort=price&limit=1`;
}
