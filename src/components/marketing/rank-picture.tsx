import { formatPoints } from "@/components/format/format-fixed";
import { formatPrice } from "@/components/format/price";
import { getTranslator } from "@/components/locale/get-translator";
import { getLocale } from "@/components/locale/request-locale";
import { UtilitiesBar } from "@/components/offers/utilities-bar";
import { Card } from "@/components/ui/card";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { SeriesLegend } from "@/components/ui/series-legend";
import type { OfferSource } from "@/domain/offer/offer";
import type { Locale } from "@/locale/locales";
import { OfferSource as PriceSource } from "./offer-source";

/** One ranked offer with its score (0..1) and where its figures lie on their scales, in the same order for every offer. */
export type RankedSample = {
  id: string;
  name: string;
  provider: string;
  providerName: string;
  score: number;
  source: OfferSource;
  observedAt: string | null;
  listedOn: string | null;
  mayBeBest: boolean;
  parts: readonly { label: string; weight: number; utility: number }[];
};

export type RankSample = {
  offers: readonly RankedSample[];
  /** Number of ranked offers. */
  total: number;
  /** The runner-up that a lower price would put first. */
  challenger: { name: string; providerName: string; microUsdPerGpuHour: number } | null;
  /** What the scores answer, in words. */
  question: string;
};

/** The first offers of the market, drawn as in the Why panel. */
export async function RankPicture({ sample, now }: { sample: RankSample; now: Date }) {
  const [t, locale] = await Promise.all([getTranslator("landing.rank"), getLocale()]);
  const labels = sample.offers[0]?.parts.map(({ label }) => label) ?? [];
  return (
    <Card className="flex flex-col gap-4 p-4">
      <ol className="flex flex-col gap-3">
        {sample.offers.map((offer, place) => (
          <li key={offer.id}>
            <div className="mb-1.5 flex items-center gap-2 text-13">
              <span className="tabular w-4 text-faint">{place + 1}</span>
              <ProviderMonogram slug={offer.provider} name={offer.providerName} />
              <span className="min-w-0">
                <span className="font-medium">{offer.name}</span>{" "}
                <span className="text-muted">{offer.providerName}</span>
                <span className="block">
                  <PriceSource {...offer} now={now} />
                </span>
              </span>
              <span className={`tabular ml-auto ${place === 0 && offer.mayBeBest ? "text-accent" : ""}`}>
                {formatPoints(offer.score, locale)}
              </span>
            </div>
            <UtilitiesBar
              label={describe(
                offer,
                t("scoreOf", { name: offer.name, score: formatPoints(offer.score, locale) }),
                locale,
              )}
              parts={offer.parts}
            />
          </li>
        ))}
      </ol>
      <SeriesLegend labels={labels} />
      <p className="border-t pt-3 text-13 text-muted">
        {t("of", { total: sample.total, question: sample.question })}{" "}
        {sample.challenger &&
          t("switch", {
            name: sample.challenger.name,
            provider: sample.challenger.providerName,
            price: formatPrice(sample.challenger.microUsdPerGpuHour, locale),
          })}
      </p>
    </Card>
  );
}

function describe(offer: RankedSample, head: string, locale: Locale): string {
  return [head, ...offer.parts.map(({ label, utility }) => `${label} ${formatPoints(utility, locale)}`)].join(
    ", ",
  );
}
