import { formatNumber } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { getTranslator } from "@/components/locale/get-translator";
import { getLocale } from "@/components/locale/request-locale";
import { Card } from "@/components/ui/card";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { SeriesLegend, StackedBar } from "@/components/ui/stacked-bar";
import type { Locale } from "@/locale/locales";

/** One ranked offer with its score (0..1) and the contributions that sum to it, in the same order for every offer. */
export type RankedSample = {
  id: string;
  name: string;
  provider: string;
  providerName: string;
  score: number;
  parts: readonly { label: string; points: number }[];
};

export type RankSample = {
  offers: readonly RankedSample[];
  /** Number of ranked offers. */
  total: number;
  /** The runner-up that a lower price would put first. */
  challenger: { name: string; microUsdPerGpuHour: number } | null;
};

/** The first offers of the market, drawn as in the Why panel. */
export async function RankPicture({ sample }: { sample: RankSample }) {
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
              <span className="min-w-0 truncate">
                <span className="font-medium">{offer.name}</span>{" "}
                <span className="text-muted">{offer.providerName}</span>
              </span>
              <span className={`tabular ml-auto ${place === 0 ? "text-accent" : ""}`}>
                {formatNumber(offer.score, locale, 3)}
              </span>
            </div>
            <StackedBar
              label={describe(
                offer,
                t("scoreOf", { name: offer.name, score: formatNumber(offer.score, locale, 3) }),
                locale,
              )}
              parts={offer.parts.map(({ label, points }) => ({ label, share: points }))}
            />
          </li>
        ))}
      </ol>
      <SeriesLegend labels={labels} />
      <p className="border-t pt-3 text-13 text-muted">
        {t("of", { total: sample.total })}{" "}
        {sample.challenger &&
          t("switch", {
            name: sample.challenger.name,
            price: formatPrice(sample.challenger.microUsdPerGpuHour, locale),
          })}
      </p>
    </Card>
  );
}

function describe(offer: RankedSample, head: string, locale: Locale): string {
  return [
    head,
    ...offer.parts.map(({ label, points }) => `${label} ${formatNumber(points, locale, 3)}`),
  ].join(", ");
}
