import type { SourceShare } from "@/domain/price/market-index";
import { wholeParts } from "@/domain/whole-parts";

/** Weights are shown in thousandths, and shares in tenths of a percent. */
const THOUSANDTHS = 1000;

/** The weights and shares of the sources of an index as they are shown: they add up to its shown weight, and to 100 %. */
export function shownWeights(sources: readonly Pick<SourceShare, "provider" | "weight" | "share">[]): {
  weightOf: (provider: string) => number;
  shareOf: (provider: string) => number;
} {
  const total = sources.reduce((sum, { weight }) => sum + weight, 0);
  const inThousandths = (values: readonly number[], sum: number) => {
    const parts = wholeParts(
      values.map((value) => value * THOUSANDTHS),
      Math.round(sum * THOUSANDTHS),
    );
    const shown = new Map(
      sources.map(({ provider }, index) => [provider, (parts[index] ?? 0) / THOUSANDTHS]),
    );
    return (provider: string) => shown.get(provider) ?? 0;
  };
  return {
    weightOf: inThousandths(
      sources.map(({ weight }) => weight),
      total,
    ),
    shareOf: inThousandths(
      sources.map(({ share }) => share),
      1,
    ),
  };
}
