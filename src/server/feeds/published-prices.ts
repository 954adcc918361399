import { type MicroUsd, microUsd } from "@/domain/money";
import type { Offer } from "@/domain/offer/offer";
import type { Offer as OfferRow } from "@/generated/prisma/client";
import type { Context } from "@/server/context";
import { nothingPublished, type Provider, type PublishedPrices } from "@/server/providers/contract";
import { listedOnOf } from "./ingest/stored-list-day";
import { loadPublishedTokenOffers } from "./published-token-offers";

/** The list prices of a provider whose feed has no prices; nothing for a feed that has its own. */
export async function loadPublishedPrices(
  ctx: Context,
  { slug, priceKind }: Provider,
): Promise<PublishedPrices> {
  if (priceKind.gpuHour !== "list" && priceKind.millionTokens !== "list") return nothingPublished;
  const rows = await ctx.db.offer.findMany({ where: { provider: slug, source: "list", goneAt: null } });
  return { offers: rows.map(toOffer), tokenOffers: await loadPublishedTokenOffers(ctx, slug) };
}

function toOffer(row: OfferRow): Offer {
  const {
    microUsdPerGpuHour,
    microUsdPerMachineHour,
    microUsdPerGibEgress,
    microUsdPerGibMonthDisk,
    listedOn,
    latestListedOn,
    ...rest
  } = row;
  const {
    id: _id,
    provider: _provider,
    source: _source,
    sourceUrl: _url,
    fingerprint: _fingerprint,
    // A feed that names a machine sells it, whatever the list says of its days.
    validity: _validity,
    ...more
  } = rest;
  const { firstSeenAt: _first, changedAt: _changed, goneAt: _gone, revision: _revision, ...figures } = more;
  return {
    ...figures,
    price: { unit: "gpu_hour", microUsdPerGpuHour: microUsd(Number(microUsdPerGpuHour)) },
    microUsdPerMachineHour: microUsd(Number(microUsdPerMachineHour)),
    microUsdPerGibEgress: rate(microUsdPerGibEgress),
    microUsdPerGibMonthDisk: rate(microUsdPerGibMonthDisk),
    ...listedOnOf({ listedOn, latestListedOn }),
  };
}

function rate(stored: bigint | null): MicroUsd | null {
  return stored === null ? null : microUsd(Number(stored));
}
