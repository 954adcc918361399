"use client";

import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { formatShare } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { useProviderName } from "@/components/providers/provider-names";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-outlines";
import type { Why } from "../types";
import { useWhyNames } from "./use-why-names";

const SHOWN_AT_FIRST = 4;

/** What would put another offer first: a weight that crosses a threshold, or a price that falls to one. */
export function SwitchPoints({ why }: { why: Why }) {
  return (
    <ul className="flex flex-col gap-2 text-13">
      <PriceSwitches why={why} />
      <WeightSwitches why={why} />
    </ul>
  );
}

function WeightSwitches({ why }: { why: Why }) {
  const t = useTranslations("offers.why");
  const names = useTranslations("criteria");
  const locale = useCurrentLocale();
  const nameOf = useProviderName();
  const [isExpanded, setIsExpanded] = useState(false);
  const switches = nearestFirst(why);
  if (switches.length === 0) return <Line icon="scale">{t("noWeightSwitch")}</Line>;
  const hidden = switches.length - SHOWN_AT_FIRST;
  return (
    <>
      {switches
        .slice(0, isExpanded ? undefined : SHOWN_AT_FIRST)
        .map(({ criterion, side, now, weight, first }) => (
          <Line key={`${criterion}-${side}`} icon={side === "below" ? "arrow-down" : "arrow-up"}>
            {t(side, {
              criterion: names(criterion),
              weight: formatShare(weight, locale, 1),
              now: formatShare(now, locale),
              offer: t("offerAt", { offer: first.name, provider: nameOf(first.provider) }),
            })}
          </Line>
        ))}
      {hidden > 0 && !isExpanded && (
        <li>
          <button
            type="button"
            onClick={() => setIsExpanded(true)}
            className="rounded-control text-12 text-muted underline underline-offset-2 touch-target"
          >
            {t("moreSwitches", { count: hidden })}
          </button>
        </li>
      )}
    </>
  );
}

function nearestFirst({ weightSwitches }: Why) {
  return weightSwitches
    .flatMap(({ criterion, weight: now, below, above }) => [
      ...(below ? [{ criterion, now, side: "below" as const, ...below }] : []),
      ...(above ? [{ criterion, now, side: "above" as const, ...above }] : []),
    ])
    .sort((a, b) => Math.abs(a.weight - a.now) - Math.abs(b.weight - b.now));
}

function PriceSwitches({ why }: { why: Why }) {
  const t = useTranslations("offers.why");
  const locale = useCurrentLocale();
  const { withProvider } = useWhyNames();
  return why.priceSwitches.map(({ id, microUsdPerGpuHour }) => {
    const offer = why.offers.find((one) => one.id === id);
    if (!offer) return null;
    const name = withProvider(offer);
    if (microUsdPerGpuHour === null) {
      return (
        <Line key={id} icon="ban">
          {t("noPriceSwitch", { offer: name })}
        </Line>
      );
    }
    return (
      <Line key={id} icon="trending-down">
        {t("priceSwitch", {
          offer: name,
          cheaper: formatPrice(offer.microUsdPerGpuHour - microUsdPerGpuHour, locale),
          price: formatPrice(microUsdPerGpuHour, locale),
        })}
      </Line>
    );
  });
}

function Line({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <li className="flex gap-2">
      <Icon name={icon} size={14} className="mt-0.5 text-faint" />
      <span>{children}</span>
    </li>
  );
}
