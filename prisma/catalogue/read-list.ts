import { parseGpuName } from "@/domain/gpu/gpu";
import { gpuNameOf } from "@/domain/instance-type/gpu-name-of";
import { parseModelName } from "@/domain/model/model";
import { parseMicroUsd, roundMicroUsd } from "@/domain/money";
import type { Offer, SkippedRow } from "@/domain/offer/offer";
import type { TokenOffer } from "@/domain/offer/token-offer";
import type { Validity } from "@/domain/offer/validity";
import { type CatalogueFile, type CatalogueOffer, catalogueOfferKey, loadCatalogue } from "./load";

export type ListOffers = { offers: Offer[]; tokenOffers: TokenOffer[]; skipped: SkippedRow[] };

/**
 * Converts a price list to offers, each with its day. Rows with an unknown GPU, or with another VRAM than the provider's machine
 * has, are skipped and reported.
 */
export function readList(file: CatalogueFile): ListOffers {
  const { provider, offers: rows, tokenPrices = [], listedOn } = file;
  const skipped: SkippedRow[] = [];
  const offers = rows.flatMap((row) => {
    const externalId = catalogueOfferKey(row);
    const gpu = parseGpuName(gpuNameOf(provider, row), { vramGib: row.vramGib, count: row.gpuCount });
    if (gpu) return [{ ...offerOf(row, gpu.id, externalId), ...readingOf(row, listedOn), ...daysOf(row, file) }];
    skipped.push({ externalId, reason: { code: "gpu.unknown", parameters: { name: row.gpuRaw } } });
    return [];
  });
  return {
    offers,
    tokenOffers: tokenPrices.map((row) => ({
      ...tokenOfferOf(row),
      ...readingOf(row, listedOn),
      ...daysOf(row, file),
    })),
    skipped,
  };
}

/** The price list of one provider, in the form that its adapter receives; empty for a provider without a list. */
export function publishedPrices(slug: string): ListOffers {
  const file = loadCatalogue().find(({ provider }) => provider === slug);
  return file ? readList(file) : { offers: [], tokenOffers: [], skipped: [] };
}

/** The row's own day and source, where somebody read it elsewhere than the rest of the list. */
function readingOf(
  row: Pick<CatalogueOffer, "listedOn" | "source">,
  dayOfList: string,
): { listedOn: string; sourceUrl?: string } {
  const listedOn = row.listedOn ?? dayOfList;
  return row.source === undefined ? { listedOn } : { listedOn, sourceUrl: row.source.url };
}

type SoldDays = Pick<CatalogueOffer, "firstDay" | "lastDay" | "replacedBy" | "validitySource">;

/** Nothing for a row without days: `load.ts` refuses days without a source. */
function daysOf(
  { firstDay = undefined, lastDay = undefined, replacedBy = undefined, validitySource = undefined }: SoldDays,
  { validitySource: ofList }: CatalogueFile,
): { validity?: Validity } {
  const source = validitySource ?? ofList;
  if (source === undefined || (firstDay ?? lastDay) === undefined) return {};
  return {
    validity: {
      firstDay: firstDay ?? null,
      lastDay: lastDay ?? null,
      replacedBy: replacedBy ?? null,
      sourceUrl: source.url,
      readOn: source.readOn,
    },
  };
}

function offerOf(row: CatalogueOffer, gpuId: string, externalId: string): Offer {
  const microUsdPerGpuHour = parseMicroUsd(row.usdPerGpuHour);
  return {
    externalId,
    gpuId,
    instanceType: row.instanceType,
    gpuRaw: row.gpuRaw,
    gpuCount: row.gpuCount,
    vramGib: row.vramGib,
    price: { unit: "gpu_hour", microUsdPerGpuHour },
    // A list states the price of one GPU.
    microUsdPerMachineHour: roundMicroUsd(microUsdPerGpuHour * row.gpuCount),
    isSpot: row.isSpot,
    // A list states prices, not stock.
    availability: "unknown",
    region: row.region,
    countryCode: row.countryCode,
    vcpus: row.vcpus,
    ramGib: row.ramGib,
    diskGib: row.diskGib,
    reliability: null,
    networkDownMbps: null,
    networkUpMbps: null,
    microUsdPerGibEgress: null,
    microUsdPerGibMonthDisk: null,
  };
}

function tokenOfferOf(row: NonNullable<CatalogueFile["tokenPrices"]>[number]): TokenOffer {
  const { cachedInputUsdPerMillion: cached } = row;
  return {
    externalId: row.model,
    modelId: parseModelName(row.model)?.id ?? null,
    modelRaw: row.model,
    price: {
      unit: "million_tokens",
      inputMicroUsd: parseMicroUsd(row.inputUsdPerMillion),
      outputMicroUsd: parseMicroUsd(row.outputUsdPerMillion),
      cachedInputMicroUsd: cached === null ? null : parseMicroUsd(cached),
    },
    contextTokens: row.contextTokens,
    maxOutputTokens: null,
    outputTokensPerSecond: null,
    availability: "unknown",
  };
}
