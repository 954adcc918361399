import { readReason } from "@/domain/reasons";
import type { ProviderHealth } from "@/generated/prisma/client";
import { ProviderError } from "@/server/http/provider-error";
import type { KnownPrices } from "../held/guard-prices";
import type { Feed } from "./write-offers";

const LEAST_FOR_LOSS = 10;
const LARGEST_LOSS = 0.5;

type Named = readonly { externalId: string }[];
type Loss = { had: number; lost: number; named: number };

/**
 * An empty answer from a feed that had offers is a failure. So is one that lacks most of them, with machines and models counted
 * separately, unless the poll before it failed in the same way: half a catalogue lost is a broken page more often than a
 * sold-out cloud.
 *
 * @throws {ProviderError} bad_response
 */
export function refuseLoss(
  { provider, source, offers, tokenOffers }: Feed & { offers: Named; tokenOffers: Named },
  known: KnownPrices,
  health: Pick<ProviderHealth, "failingSince" | "lastErrorReason"> | null,
): void {
  if (source === "list") return;
  const losses = [lossOf(known.offers, offers), lossOf(known.tokenOffers, tokenOffers)];
  const had = losses.reduce((sum, loss) => sum + loss.had, 0);
  if (offers.length + tokenOffers.length === 0 && had > 0)
    throw new ProviderError("bad_response", `${provider} answered without offers, but had ${had}`, {
      reason: { code: "feed.empty", parameters: { had } },
    });
  const saidSoBefore =
    health?.failingSince != null && readReason(health.lastErrorReason)?.code === "feed.offers_missing";
  const large = losses.find(isLarge);
  if (large === undefined || saidSoBefore) return;
  throw new ProviderError(
    "bad_response",
    `${provider} answered without most of its offers: ${large.lost} of ${large.had} are missing`,
    { reason: { code: "feed.offers_missing", parameters: { missing: large.lost, had: large.had } } },
  );
}

function lossOf(known: ReadonlyMap<string, { isGone: boolean }>, named: Named): Loss {
  const names = new Set(named.map((offer) => offer.externalId));
  const loss = { had: 0, lost: 0, named: named.length };
  for (const [externalId, { isGone }] of known) {
    if (isGone) continue;
    loss.had += 1;
    if (!names.has(externalId)) loss.lost += 1;
  }
  return loss;
}

/** All machines or all models at once is a lost page too, however few they were. */
function isLarge({ had, lost, named }: Loss): boolean {
  if (had > 0 && named === 0) return true;
  return had >= LEAST_FOR_LOSS && lost > had * LARGEST_LOSS;
}
