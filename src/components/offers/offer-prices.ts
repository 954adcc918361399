import { type MicroUsd, microUsd } from "@/domain/money";
import { microUsdPerTflopHour } from "@/domain/price/kpi";
import { type Locale, languageTags } from "@/locale/locales";

/** The industry convention for a month; stated wherever a monthly price is shown. */
export const HOURS_PER_MONTH = 730;

type Priced = { microUsdPerGpuHour: MicroUsd; microUsdPerMachineHour: MicroUsd };

/** Micro-USD for {@link HOURS_PER_MONTH} hours of the whole offer. */
export function machineMonthPrice({
  microUsdPerMachineHour,
}: Pick<Priced, "microUsdPerMachineHour">): MicroUsd {
  return microUsd(microUsdPerMachineHour * HOURS_PER_MONTH);
}

/** Micro-USD per peak TFLOP-hour in one precision; null when that peak is unknown. */
export function tflopHourPrice(
  { microUsdPerGpuHour }: Pick<Priced, "microUsdPerGpuHour">,
  tflops: number | null,
): number | null {
  return tflops === null ? null : microUsdPerTflopHour(microUsdPerGpuHour, tflops);
}

/** A rate below one cent with three significant digits: "$0.00221". */
export function formatSmallRate(rateMicroUsd: number, locale: Locale): string {
  return new Intl.NumberFormat(languageTags[locale], {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumSignificantDigits: 3,
    maximumSignificantDigits: 3,
  }).format(rateMicroUsd / 1_000_000);
}
