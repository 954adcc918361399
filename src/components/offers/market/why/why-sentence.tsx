"use client";

import { useTranslations } from "use-intl/react";
import { formatPoints } from "@/components/format/format-fixed";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { CriterionId } from "@/domain/ranking/ranking-criteria";
import { PastPrice } from "../../question/ranking-price";
import type { Against, Why } from "../types";
import { LEAST_SHOWN, namedCauses, shownGap } from "./rounded-points";
import { useCriterionFigure } from "./use-criterion-figure";

type WhySentenceProps = { why: Why; against: Against | null };

/** Why the offer stands where it does, in a sentence or two, in the terms of the order on the screen. */
export function WhySentence({ why, against }: WhySentenceProps) {
  const t = useTranslations("offers.why.sentence");
  const { offer, order, isDescending } = why;
  if (offer.isPast)
    return (
      <p className="text-16">
        <PastPrice offer={offer} />
      </p>
    );
  if (against === null) return <p className="text-16">{t("alone")}</p>;
  if (against.offer.isPast)
    return <p className="text-16">{t("othersPast", { place: against.offer.place })}</p>;
  if (order === "price" && !isDescending)
    return (
      <p className="text-16">
        <PriceGap why={why} against={against} /> {t("byPrice")} <Tie against={against} />
      </p>
    );
  if (order !== "score" || isDescending) return <OtherOrder why={why} />;
  return (
    <p className="text-16">
      <ByScore why={why} against={against} />
    </p>
  );
}

function OtherOrder({ why: { order, isDescending } }: { why: Why }) {
  const t = useTranslations("offers.why.sentence");
  const orders = useTranslations("offers.why.orders");
  return <p className="text-16">{t(isDescending ? "otherReversed" : "other", { order: orders(order) })}</p>;
}

/** "It costs $1.40 more per GPU-hour than the first." */
function PriceGap({ why: { offer }, against }: { why: Why; against: Against }) {
  const t = useTranslations("offers.why.sentence");
  const locale = useCurrentLocale();
  const gap = offer.microUsdPerGpuHour - against.offer.microUsdPerGpuHour;
  const values = { gap: formatPrice(Math.abs(gap), locale), place: against.offer.place };
  if (gap === 0) return t("costsTheSame", values);
  return gap > 0 ? t("costsMore", values) : t("costsLess", values);
}

/** What decides between two that are equal in what the table is ordered by. */
function Tie({ against: { tieBreak } }: { against: Against }) {
  const t = useTranslations("offers.why.sentence.tie");
  return tieBreak && t(tieBreak);
}

function ByScore({ why, against }: { why: Why; against: Against }) {
  const t = useTranslations("offers.why.sentence");
  const points = useTranslations("offers.why.points");
  const names = useTranslations("criteria");
  const locale = useCurrentLocale();
  const figureOf = useCriterionFigure();
  const isAhead = why.offer.place < against.offer.place;
  const { causes, others, isAll } = namedCauses(against.parts, why.offer.score, against.offer.score, isAhead);
  const list = (ids: readonly CriterionId[]) =>
    new Intl.ListFormat(locale, { type: "conjunction" }).format(ids.map((id) => names(id)));
  const [main, ...more] = causes;
  if (main === undefined)
    return (
      <>
        {t("sameScore", { place: against.offer.place })} <Tie against={against} />
      </>
    );
  const place = against.offer.place;
  const unknown = [...causes, ...others].filter((id) =>
    [why.offer, against.offer].some((offer) => figureOf(offer, id) === null),
  );
  // An old list's price ranks dearer by its age, so the prices as listed do not tell which of the two leads by price.
  const areAsListed = why.offer.listedOn === null && against.offer.listedOn === null;
  const shown = shownGap(why.offer.score, against.offer.score);
  const gap =
    shown === 0 ? points("under", { least: formatPoints(LEAST_SHOWN, locale) }) : formatPoints(shown, locale);
  return (
    <>
      {main === "price" && areAsListed ? (
        <PriceGap why={why} against={against} />
      ) : (
        t(isAhead ? "mainAhead" : "mainBehind", { criterion: names(main), place, gap })
      )}{" "}
      {more.length > 0 && t(isAhead ? "moreAhead" : "moreBehind", { criteria: list(more) })}
      {more.length === 0 && isAll && t(isAhead ? "onlyAhead" : "onlyBehind")}
      {others.length > 0 && <> {t(isAhead ? "lacks" : "gains", { criteria: list(others) })}</>}
      {unknown.length > 0 && <> {t("unknown", { criteria: list(unknown) })}</>}
    </>
  );
}
