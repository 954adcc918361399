import { gpuFiguresOf } from "@/domain/gpu/figures/ranked-figures";
import { gpus } from "@/domain/gpu/gpu";
import type { Offer } from "@/domain/offer/offer";
import type { ReferenceGpu } from "@/domain/ranking/reference/reference-gpu";

type PriceList = { provider: string; offers: readonly Offer[] };

/** What the tables and the dated lists say of every GPU, in the order of the GPU table. */
export function makeReference(lists: readonly PriceList[]): ReferenceGpu[] {
  return gpus.map(({ id, vramGib }): ReferenceGpu => {
    const sellers = lists.flatMap(({ offers }) => {
      const own = offers.filter((offer) => offer.gpuId === id && !offer.isSpot && offer.gpuCount >= 1);
      return own.length > 0 ? [own] : [];
    });
    const prices = sellers.map((own) => median(own.map((offer) => offer.price.microUsdPerGpuHour)));
    const days = sellers.flat().flatMap(({ listedOn }) => listedOn ?? []);
    const { throughput, bandwidth } = gpuFiguresOf(id);
    return [
      id,
      vramGib,
      throughput?.value ?? null,
      bandwidth?.value ?? null,
      prices.length > 0 ? Math.round(median(prices)) : null,
      sellers.length,
      days.sort().at(-1) ?? null,
    ];
  });
}

/** The source text of a reference table. */
export function referenceFile(version: string, lists: readonly PriceList[]): string {
  const rows = makeReference(lists).map((row) => `  ${JSON.stringify(row).replaceAll(",", ", ")},`);
  return `import type { ReferenceGpu } from "./reference-gpu";

/** Reference ${version} of ranking, made by \`npm run reference\` from the GPU tables and the dated lists of that month. */
// biome-ignore format: a table is read by its columns.
export const reference${version.replace("-", "")}: readonly ReferenceGpu[] = [
${rows.join("\n")}
];
`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}
