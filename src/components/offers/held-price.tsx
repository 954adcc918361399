"use client";

import { useTranslations } from "use-intl/react";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import type { Hit } from "./market/types";

type HeldPrice = NonNullable<Hit["heldPrice"]>;

/** Beside a price whose feed says another one, which is held. The words appear on hover. */
export function HeldPriceMark({ held }: { held: HeldPrice }) {
  const words = useHeldPriceWords(held);
  return (
    <span title={words} className="mr-1 inline-block align-[-1px] text-warn">
      <Icon name={iconOf(held)} size={12} />
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** The same as a line, where nothing hovers. */
export function HeldPriceLine({ held }: { held: HeldPrice }) {
  return (
    <p className="mt-1 flex items-start gap-1 text-12 text-warn">
      <Icon name={iconOf(held)} size={12} className="mt-0.5" />
      <span>{useHeldPriceWords(held)}</span>
    </p>
  );
}

/** The same over a page of its own. */
export function HeldPriceNotice({ held }: { held: HeldPrice }) {
  return <Notice tone="warn">{useHeldPriceWords(held)}</Notice>;
}

function useHeldPriceWords({ isRefused, microUsdPerGpuHour }: HeldPrice): string {
  const [t, locale] = [useTranslations("source.heldPrice"), useCurrentLocale()];
  return t(isRefused ? "refused" : "waits", { price: formatPrice(microUsdPerGpuHour, locale) });
}

function iconOf({ isRefused }: HeldPrice) {
  return isRefused ? "ban" : "clock";
}
