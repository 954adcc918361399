"use client";

import { useTranslations } from "use-intl/react";
import { formatNumber } from "@/components/format/number";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { DAYS_PER_MONTH } from "@/domain/rent-or-call/landed-cost";
import type { CallRow, Comparison, RentalRow } from "../types";
import { formatAmount, formatVolume, machineName } from "./figures";

/** The decision in plain words: the cheapest option, the cost of the other one, and the volume at which they swap. */
export function Answer({ comparison }: { comparison: Comparison }) {
  const t = useTranslations("rentOrCall.answer");
  const locale = useCurrentLocale();
  const { call, rent } = comparison.best;
  const isTooLong = "limitTokens" in comparison.needs;
  const isRentCheaper = rent && (!call || rent.microUsdPerMonth.expected < call.microUsdPerMonth.expected);
  return (
    <section aria-live="polite" data-testid="answer" className="flex max-w-[60rem] flex-col gap-2">
      <Headline
        comparison={comparison}
        call={isRentCheaper ? null : call}
        rent={isRentCheaper ? rent : null}
      />
      <p className="text-16 text-muted">
        {[
          isRentCheaper && <Range key="range" rent={rent} />,
          !isRentCheaper && rent && <OtherRent key="rent" rent={rent} />,
          isRentCheaper && call && (
            <span key="call">
              {t("otherCall", {
                provider: call.providerName,
                price: formatAmount(call.microUsdPerMonth.expected, locale),
              })}
            </span>
          ),
          !call && !isTooLong && <span key="noCall">{t("noCall", { model: comparison.model.name })}</span>,
          <BreakEven key="even" comparison={comparison} />,
          call && rent && isClose(call, rent) && <span key="close">{t("close")}</span>,
        ]
          .filter(Boolean)
          .flatMap((part, index) => (index === 0 ? [part] : [" ", part]))}
      </p>
      <p className="text-12 text-faint">{t("month", { days: formatNumber(DAYS_PER_MONTH, locale, 2) })}</p>
    </section>
  );
}

type HeadlineProps = { comparison: Comparison; call: CallRow | null; rent: RentalRow | null };

function Headline({ comparison: { model, needs, question }, call, rent }: HeadlineProps) {
  const t = useTranslations("rentOrCall.answer");
  const locale = useCurrentLocale();
  const words = () => {
    if (rent)
      return t("rent", {
        machine: machineName(rent),
        provider: rent.providerName,
        price: formatAmount(rent.microUsdPerMonth.expected, locale),
      });
    if (!call && "limitTokens" in needs)
      return t("tooLong", {
        model: model.name,
        limit: formatNumber(needs.limitTokens, locale),
        context: formatNumber(question.context, locale),
      });
    if (!call) return t("none");
    return t("call", {
      provider: call.providerName,
      price: formatAmount(call.microUsdPerMonth.expected, locale),
    });
  };
  return <h2 className="text-20 tracking-tight sm:text-28">{words()}</h2>;
}

function Range({ rent }: { rent: RentalRow }) {
  const t = useTranslations("rentOrCall.answer");
  const locale = useCurrentLocale();
  const { low, high } = rent.microUsdPerMonth;
  if (low === high) return null;
  return <span>{t("range", { low: formatAmount(low, locale), high: formatAmount(high, locale) })}</span>;
}

function OtherRent({ rent }: { rent: RentalRow }) {
  const t = useTranslations("rentOrCall.answer");
  const locale = useCurrentLocale();
  const { low, expected, high } = rent.microUsdPerMonth;
  return (
    <span>
      {t(low === high ? "otherRent" : "otherRentRange", {
        machine: machineName(rent),
        provider: rent.providerName,
        price: formatAmount(expected, locale),
        low: formatAmount(low, locale),
        high: formatAmount(high, locale),
      })}
    </span>
  );
}

function BreakEven({ comparison: { breakEven } }: { comparison: Comparison }) {
  const t = useTranslations("rentOrCall.answer");
  const locale = useCurrentLocale();
  if (breakEven === null) return null;
  const { low, expected, high } = breakEven;
  const volume = (tokens: number) => formatVolume(tokens, locale);
  if (!expected)
    return <span>{high ? t("onlyHigh", { volume: volume(high.tokensPerDay) }) : t("never")}</span>;
  const [from, early] = [volume(expected.tokensPerDay), volume((high ?? expected).tokensPerDay)];
  const late = low && volume(low.tokensPerDay);
  const steady = expected.steadyFrom && volume(expected.steadyFrom);
  const sentence = () => {
    if (late === null) return t("evenOrNever", { volume: from });
    return early === late ? t("even", { volume: from }) : t("evenRange", { volume: from, early, late });
  };
  return (
    <span>
      {sentence()}
      {steady && steady !== from && ` ${t("steady", { volume: steady })}`}
    </span>
  );
}

function isClose(call: CallRow, rent: RentalRow): boolean {
  const cost = call.microUsdPerMonth.expected;
  const { low, high } = rent.microUsdPerMonth;
  return low <= cost && cost <= high && low < high;
}
