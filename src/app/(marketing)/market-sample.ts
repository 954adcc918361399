import { getTranslator } from "@/components/locale/get-translator";
import type { BestPrice } from "@/components/marketing/best-price-table";
import type { RankSample } from "@/components/marketing/rank-picture";
import { emptySearch } from "@/domain/offer/offer-search";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import type { Context } from "@/server/context";
import { bestPrices } from "@/server/offers/best-prices";
import { explainRanking } from "@/server/ranking/explain";

const ROWS = 12;
/** Visitors check the start page to see whether the service is up, so a market that is still starting must not delay it. */
const ANSWER_WITHIN_MS = 1500;

/** The best price per GPU; null when the market does not answer in time, so that the page shows its partial state. */
export function readBestPrices(ctx: Context): Promise<BestPrice[] | null> {
  return orNull(ctx, bestPrices(ctx, ROWS));
}

/** The first three offers of the whole market under balanced weights, with the contributions to their scores. */
export async function readRankSample(ctx: Context): Promise<RankSample | null> {
  const [why, t] = await Promise.all([
    orNull(ctx, explainRanking(ctx, emptySearch)),
    getTranslator("criteria"),
  ]);
  if (!why) return null;
  const names = new Map(why.offers.map((offer) => [offer.id, nameOf(offer)]));
  const found = why.priceSwitches.find(({ microUsdPerGpuHour }) => microUsdPerGpuHour !== null);
  return {
    total: why.total,
    challenger:
      found?.microUsdPerGpuHour != null
        ? { name: names.get(found.id) ?? found.id, microUsdPerGpuHour: found.microUsdPerGpuHour }
        : null,
    offers: why.offers.map((offer) => ({
      ...offer,
      name: nameOf(offer),
      parts: criterionIds.map((id, place) => ({ label: t(id), points: offer.contributions[place] ?? 0 })),
    })),
  };
}

function nameOf({ gpuCount, gpuName }: { gpuCount: number; gpuName: string }): string {
  return gpuCount === 1 ? gpuName : `${gpuCount} × ${gpuName}`;
}

async function orNull<Answer>(ctx: Context, answer: Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    ctx.log.error({ err: error }, "the start page goes without an answer of the market");
    return null;
  } finally {
    clearTimeout(timer);
  }
}
