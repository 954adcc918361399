"use client";

import { useTranslations } from "use-intl/react";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { criterionIds } from "@/domain/ranking/ranking-criteria";
import type { ExplainedOffer, Why } from "../types";
import { useCriterionFigure } from "./use-criterion-figure";

/** How the score is made in this question: its reference, what counts for nothing, and what was assumed for unknown figures. */
export function HowMeasured({ why }: { why: Why }) {
  const t = useTranslations("offers.why.measure");
  const names = useTranslations("criteria");
  const figureOf = useCriterionFigure();
  const locale = useCurrentLocale();
  const { domain, offer } = why;
  const list = (words: readonly string[]) =>
    new Intl.ListFormat(locale, { type: "conjunction" }).format(words);
  const { withoutFigures } = domain;
  const equal = criterionIds.filter((id) => domain.scales[id] === null && !withoutFigures.includes(id));
  const offers = [offer, ...why.against.map((one) => one.offer)];
  const unknown = criterionIds.filter(
    (id) => domain.scales[id] !== null && offers.some((one) => figureOf(one, id) === null),
  );
  const price = domain.scales.price;
  return (
    <details className="text-12 text-muted">
      <summary className="inline-flex items-center rounded-control py-1 underline underline-offset-2 touch-target">
        {t("title", { reference: domain.reference })}
      </summary>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-4">
        {price && (
          <li>
            {t(domain.pricedGpuCount === 0 ? "scaleUnlisted" : "scale", {
              gpus: domain.pricedGpuCount,
              low: formatPrice(price.min, locale),
              high: formatPrice(price.max, locale),
              reference: domain.reference,
            })}
          </li>
        )}
        {equal.length > 0 && <li>{t("equal", { criteria: list(equal.map((id) => names(id))) })}</li>}
        {withoutFigures.length > 0 && (
          <li>{t("withoutFigures", { criteria: list(withoutFigures.map((id) => names(id))) })}</li>
        )}
        {unknown.length > 0 && <li>{t("unknown", { criteria: list(unknown.map((id) => names(id))) })}</li>}
        <AtLeast offers={offers} list={list} />
      </ul>
    </details>
  );
}

function AtLeast({
  offers,
  list,
}: {
  offers: readonly ExplainedOffer[];
  list: (words: readonly string[]) => string;
}) {
  const t = useTranslations("offers.why.measure");
  const least = new Map(
    offers.flatMap(({ gpuName, figuresLeastOf }) =>
      figuresLeastOf.length > 0 ? [[gpuName, figuresLeastOf] as const] : [],
    ),
  );
  return [...least].map(([gpu, forms]) => <li key={gpu}>{t("atLeast", { gpu, forms: list(forms) })}</li>);
}
