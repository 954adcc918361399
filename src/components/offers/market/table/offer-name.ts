import { formatNumber } from "@/components/format/number";
import type { Locale } from "@/locale/locales";

/** "8 × H100 SXM"; a single card goes without its one. */
export function offerName(
  { gpuCount, gpuName }: { gpuCount: number; gpuName: string },
  locale: Locale,
): string {
  return gpuCount === 1 ? gpuName : `${formatNumber(gpuCount, locale, 3)} × ${gpuName}`;
}
