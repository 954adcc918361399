import { useFormatter } from "use-intl";
import { dayAndMinute } from "@/components/format/day-and-minute";
import { formatPrice } from "@/components/format/price";
import { useCurrentLocale } from "@/components/locale/use-current-locale";

/** Formats for the axis ticks and tooltips of charts of prices over time. */
export type PriceFormats = {
  formatTick: (at: number) => string;
  formatTime: (at: number) => string;
  formatValue: (value: number) => string;
};

const TWO_DAYS_MS = 2 * 86_400_000;

/** Up to two days, the ticks show hours; beyond that, days. `from` and `to` in milliseconds. */
export function usePriceFormats(from: number, to: number): PriceFormats {
  const [format, locale] = [useFormatter(), useCurrentLocale()];
  const mark =
    to - from <= TWO_DAYS_MS
      ? ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const)
      : ({ month: "short", day: "numeric" } as const);
  return {
    formatTick: (at) => format.dateTime(at, mark),
    formatTime: (at) => `${format.dateTime(at, dayAndMinute)} UTC`,
    formatValue: (value) => formatPrice(value, locale),
  };
}
