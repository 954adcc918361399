"use client";

import { useTranslations } from "use-intl/react";
import { formatShare } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import type { Why } from "../types";
import type { WhyName } from "./use-why-names";

const SHOWN = 3;

/** The weights that would put the offer first or another in its place, nearest first. */
export function WeightSwitches({ why, nameOf }: { why: Why; nameOf: (id: string) => WhyName }) {
  const t = useTranslations("offers.why.weight");
  const names = useTranslations("criteria");
  const locale = useCurrentLocale();
  const isFirst = why.offer.place === 1;
  if (why.price === null) return null;
  if (why.weightSwitches.length === 0)
    return <p className="text-13 text-muted">{isFirst ? t("noneLoses") : t("noneWins")}</p>;
  return (
    <ul className="flex flex-col gap-1 text-13 text-muted">
      {why.weightSwitches.slice(0, SHOWN).map(({ criterion, side, weight, now, newFirst }) => (
        <li key={`${criterion}-${side}`}>
          {t(`${isFirst ? "loses" : "wins"}.${side}`, {
            criterion: names(criterion),
            weight: formatShare(roundedOutward(weight, side), locale, 1),
            now: formatShare(now, locale, 1),
            offer: newFirst ? fullName(nameOf(newFirst.id)) : "",
          })}
        </li>
      ))}
    </ul>
  );
}

function fullName({ seller, machine }: WhyName): string {
  return `${seller}, ${machine}`;
}

/** To a tenth of a percent, away from the present weight, so that what is said of the shown weight is true. */
function roundedOutward(weight: number, side: "below" | "above"): number {
  return (side === "below" ? Math.floor(weight * 1000) : Math.ceil(weight * 1000)) / 1000;
}
