import { getTranslator } from "@/components/locale/get-translator";
import { getLocale } from "@/components/locale/request-locale";
import type { BestPrice } from "@/components/marketing/best-price-table";
import type { RankSample } from "@/components/marketing/rank-picture";
import { questionWords } from "@/components/offers/question/question-words";
import { emptySearch } from "@/domain/offer/offer-search";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import { countingWeights } from "@/domain/ranking/reference-domain";
import type { Context } from "@/server/context";
import { bestPrices } from "@/server/offers/best-prices";
import { searchOffers } from "@/server/offers/search";
import { explainRow } from "@/server/ranking/explain";

const ROWS = 12;
const SHOWN = 3;
/** Visitors check the start page to see whether the service is up, so a market that is still starting must not delay it. */
const ANSWER_WITHIN_MS = 1500;

/** The best price per GPU; null when the market does not answer in time, so that the page shows its partial state. */
export function readBestPrices(ctx: Context): Promise<BestPrice[] | null> {
  return orNull(ctx, bestPrices(ctx, ROWS));
}

/** The first three offers of the whole market under balanced weights, and what would put the second first. */
export async function readRankSample(ctx: Context): Promise<RankSample | null> {
  const [found, t, scoring, locale] = await Promise.all([
    orNull(ctx, searchOffers(ctx, { ...emptySearch, limit: SHOWN })),
    getTranslator("criteria"),
    getTranslator("scoring"),
    getLocale(),
  ]);
  if (!found) return null;
  const [, second] = found.hits;
  const weights = countingWeights(found.weights, found.domain);
  const why = second ? await orNull(ctx, explainRow(ctx, emptySearch, second.id)) : null;
  const price = why?.price?.switchMicroUsdPerGpuHour ?? null;
  return {
    total: found.total,
    question: questionWords(emptySearch, { t: scoring, locale }),
    challenger:
      second && price !== null
        ? { name: nameOf(second), providerName: second.providerName, microUsdPerGpuHour: price }
        : null,
    offers: found.hits.map((offer) => ({
      ...offer,
      name: nameOf(offer),
      parts: criterionIds.map((id, place) => ({
        label: t(id),
        weight: weights[id],
        utility: offer.utilities[place] ?? 0,
      })),
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
