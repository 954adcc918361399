"use client";

import { useTranslations } from "use-intl/react";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import type { Hit } from "./market/types";

type Doubted = NonNullable<Hit["doubtedPrice"]>;

/** Beside a price that is kept while its feed says another one; the words are on hover. */
export function DoubtMark({ doubted }: { doubted: Doubted }) {
  const words = useDoubtWords(doubted);
  return (
    <span title={words} className="mr-1 inline-block align-[-1px] text-warn">
      <Icon name={iconOf(doubted)} size={12} />
      <span className="sr-only">{words}</span>
    </span>
  );
}

/** The same as a line, where nothing hovers. */
export function DoubtLine({ doubted }: { doubted: Doubted }) {
  return (
    <p className="mt-1 flex items-start gap-1 text-12 text-warn">
      <Icon name={iconOf(doubted)} size={12} className="mt-0.5" />
      <span>{useDoubtWords(doubted)}</span>
    </p>
  );
}

/** The same over a page of its own. */
export function DoubtNotice({ doubted }: { doubted: Doubted }) {
  return <Notice tone="warn">{useDoubtWords(doubted)}</Notice>;
}

function useDoubtWords({ isRefused, microUsdPerGpuHour }: Doubted): string {
  const [t, locale] = [useTranslations("source.doubted"), useCurrentLocale()];
  return t(isRefused ? "refused" : "waits", { price: formatPrice(microUsdPerGpuHour, locale) });
}

function iconOf({ isRefused }: Doubted) {
  return isRefused ? "ban" : "clock";
}
