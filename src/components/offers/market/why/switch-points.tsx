"use client";

import { useTranslations } from "use-intl/react";
import { formatShare } from "@/components/format/number";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Icon } from "@/components/ui/icon";
import { providerName } from "@/domain/providers";
import { offerName } from "../offer-name";
import type { Why } from "../types";

/** What would put another offer first: a weight that passes a point, or a price that falls to one. */
export function SwitchPoints({ why }: { why: Why }) {
  return (
    <ul className="flex flex-col gap-2 text-13">
      <WeightSwitches why={why} />
      <PriceSwitches why={why} />
    </ul>
  );
}

function WeightSwitches({ why }: { why: Why }) {
  const t = useTranslations("offers.why");
  const names = useTranslations("criteria");
  const locale = useCurrentLocale();
  const found = why.weightSwitches.flatMap(({ criterion, below, above }) => [
    ...(below ? [{ key: `${criterion}-below`, criterion, side: "below" as const, ...below }] : []),
    ...(above ? [{ key: `${criterion}-above`, criterion, side: "above" as const, ...above }] : []),
  ]);
  if (found.length === 0) return <li className="text-muted">{t("noWeightSwitch")}</li>;
  return found.map(({ key, criterion, side, weight, first }) => (
    <li key={key} className="flex gap-2">
      <Icon name={side === "below" ? "arrow-down" : "arrow-up"} size={14} className="mt-0.5 text-faint" />
      <span>
        {t(side, {
          criterion: names(criterion),
          weight: formatShare(weight, locale, 1),
          now: formatShare(why.weights[criterion], locale),
          offer: t("offerAt", { offer: first.name, provider: providerName(first.provider) }),
        })}
      </span>
    </li>
  ));
}

function PriceSwitches({ why }: { why: Why }) {
  const t = useTranslations("offers.why");
  const locale = useCurrentLocale();
  return why.priceSwitches.map(({ id, microUsdPerGpuHour }) => {
    const offer = why.offers.find((one) => one.id === id);
    if (!offer) return null;
    const name = t("offerAt", { offer: offerName(offer, locale), provider: offer.providerName });
    return (
      <li key={id} className="flex gap-2">
        <Icon
          name={microUsdPerGpuHour === null ? "ban" : "trending-down"}
          size={14}
          className="mt-0.5 text-faint"
        />
        <span>
          {microUsdPerGpuHour === null
            ? t("noPriceSwitch", { offer: name })
            : t("priceSwitch", {
                offer: name,
                cheaper: formatPrice(offer.microUsdPerGpuHour - microUsdPerGpuHour, locale),
                price: formatPrice(microUsdPerGpuHour, locale),
              })}
        </span>
      </li>
    );
  });
}
