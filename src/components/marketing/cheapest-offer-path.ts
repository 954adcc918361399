/** API path that returns the cheapest on-demand offer of a GPU. */
export function cheapestOfferPath(gpuId: string): string {
  return `/api/v2/offers?gpu=${encodeURIComponent(gpuId)}&pricing=on_demand&sort=price&limit=1`;
}
