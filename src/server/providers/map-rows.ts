import { z } from "zod";
import { type ParsedGpuName, parseGpuName } from "@/domain/gpu/gpu";
import { divideMicroUsd, type MicroUsd } from "@/domain/money";
import type { GpuHourPrice, Offer, SkippedRow } from "@/domain/offer/offer";
import type { RowReason } from "@/domain/offer/row-reason";
import type { MappedOffers } from "./contract";
import { amount, labelOf, type Refusal, rowFault, skip, textFault, unmappedGpu } from "./row-report";

const MAX_GPUS = 64;
const MAX_VRAM_GIB = 400;

type Identity = "externalId" | "instanceType" | "gpuRaw" | "gpuCount" | "isSpot" | "availability";
type Place = "region" | "countryCode";
/** Only where the price is from a dated list. */
type ListDay = "listedOn";
type Figure = "vcpus" | "ramGib" | "diskGib" | "reliability" | "networkDownMbps" | "networkUpMbps";

/** An offer in the vendor's words, unchecked, priced for the whole machine. */
export type OfferDraft = Pick<Offer, Identity | Place | ListDay> & {
  [name in Figure]?: number | null | undefined;
} & {
  /** The card's full name, where the vendor's own name leaves out its form. */
  gpuName?: string | undefined;
  /** Of one whole card, as stated; null when the feed does not state it. */
  cardVramGib: number | null;
  /** USD per hour for everything in the offer. */
  usdPerHour: string | number | null;
  usdPerGibEgress?: number | null | undefined;
  usdPerGibMonthDisk?: number | null | undefined;
};

type RowMapping<Row> = {
  rows: readonly unknown[];
  schema: z.ZodType<Row>;
  /** Fields that name a row in reports before the row is parsed; a dot leads into a nested field. */
  labelFields: readonly string[];
  /** One draft per offer; none when the row sells no GPU; a refusal when the row cannot be judged. */
  toDrafts(row: Row): OfferDraft[] | Refusal;
};

/** For optional fields: a wrong or missing value counts as unknown and does not lose the row. */
export const optionalNumber = z.number().nullish().catch(null);
export const optionalText = z.string().nullish().catch(null);
/** A price may be missing, but a wrong price is refused. */
export const optionalPrice = z.union([z.number(), z.string()]).nullish();

/**
 * Maps a vendor's rows one by one. A bad row or draft is refused on its own, with the reason.
 *
 * @returns offers in the order of the rows, `externalId` unique; the machine's price as stated, and divided by its GPUs, half-even; `vramGib`
 *   the product's nominal figure, or the share of it for less than one card. `rawCount` is the number of rows.
 */
export function mapRows<Row>(mapping: RowMapping<Row>): MappedOffers {
  const offers = new Map<string, Offer>();
  const skipped: SkippedRow[] = [];
  const findGpu = rememberingGpus();
  for (const [index, row] of mapping.rows.entries()) {
    for (const result of mapRow(mapping, row, index, findGpu)) {
      if ("reason" in result) skipped.push(result);
      else keepCheaper(offers, result, skipped);
    }
  }
  return { offers: [...offers.values()], tokenOffers: [], skipped, rawCount: mapping.rows.length };
}

/** Joins the results of several lists of one provider. */
export function joinMapped(...parts: MappedOffers[]): MappedOffers {
  return {
    offers: parts.flatMap((part) => part.offers),
    tokenOffers: parts.flatMap((part) => part.tokenOffers),
    skipped: parts.flatMap((part) => part.skipped),
    rawCount: parts.reduce((sum, part) => sum + part.rawCount, 0),
  };
}

function mapRow<Row>(
  mapping: RowMapping<Row>,
  row: unknown,
  index: number,
  findGpu: FindGpu,
): (Offer | SkippedRow)[] {
  const parsed = mapping.schema.safeParse(row, { reportInput: true });
  if (!parsed.success) {
    return [skip(labelOf(row, mapping.labelFields, index), { refused: rowFault(parsed.error) })];
  }
  const drafts = mapping.toDrafts(parsed.data);
  if ("refused" in drafts) return [skip(labelOf(row, mapping.labelFields, index), drafts)];
  return drafts.map((draft) => {
    const result = toOffer(draft, findGpu);
    return "refused" in result ? skip(draft.externalId, result) : result;
  });
}

function keepCheaper(offers: Map<string, Offer>, offer: Offer, skipped: SkippedRow[]): void {
  const other = offers.get(offer.externalId);
  if (!other || hourPrice(offer) < hourPrice(other)) offers.set(offer.externalId, offer);
  if (other)
    skipped.push(skip(offer.externalId, { refused: { code: "duplicate.cheaper_kept", parameters: {} } }));
}

function toOffer(draft: OfferDraft, findGpu: FindGpu): Offer | Refusal {
  const { gpuName: _gpuName, cardVramGib, usdPerHour, usdPerGibEgress, usdPerGibMonthDisk, ...kept } = draft;
  const refused = draftFault(draft) ?? countFault(draft.gpuCount) ?? vramFault(cardVramGib);
  if (refused !== null) return { refused };
  const gpu = findGpu(draft);
  if (gpu === null) return unmappedGpu(draft.gpuRaw, cardVramGib);
  const prices = toHourPrices(usdPerHour, draft.gpuCount);
  if ("refused" in prices) return prices;
  return {
    ...kept,
    gpuId: gpu.id,
    vramGib: round(gpu.vramGib * Math.min(1, draft.gpuCount)),
    ...prices,
    vcpus: positive(draft.vcpus),
    ramGib: positive(draft.ramGib),
    diskGib: positive(draft.diskGib),
    reliability: share(draft.reliability),
    networkDownMbps: positive(draft.networkDownMbps),
    networkUpMbps: positive(draft.networkUpMbps),
    microUsdPerGibEgress: sideRate(usdPerGibEgress),
    microUsdPerGibMonthDisk: sideRate(usdPerGibMonthDisk),
  };
}

type FindGpu = (draft: OfferDraft) => ParsedGpuName | null;

/** Feeds of thousands of rows name a few dozen GPUs, and parsing names is most of the work of a poll. */
function rememberingGpus(): FindGpu {
  const known = new Map<string, ParsedGpuName | null>();
  return ({ gpuRaw, gpuName = gpuRaw, cardVramGib, gpuCount }) => {
    const key = `${cardVramGib}:${gpuCount}:${gpuName}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const gpu = parseGpuName(gpuName, { vramGib: cardVramGib ?? undefined, count: gpuCount });
    known.set(key, gpu);
    return gpu;
  };
}

type HourPrices = { price: GpuHourPrice } & Pick<Offer, "microUsdPerMachineHour">;

function toHourPrices(usdPerHour: string | number | null, gpuCount: number): HourPrices | Refusal {
  const machine = usdPerHour === null ? null : amount(usdPerHour);
  if (machine === null || machine <= 0) return { refused: notAboveZero(usdPerHour) };
  const microUsdPerGpuHour = divideMicroUsd(machine, gpuCount);
  if (microUsdPerGpuHour <= 0) return { refused: { code: "price.below_micro_usd", parameters: {} } };
  return { price: { unit: "gpu_hour", microUsdPerGpuHour }, microUsdPerMachineHour: machine };
}

function notAboveZero(usdPerHour: string | number | null): RowReason {
  if (usdPerHour === null) return { code: "price.not_stated", parameters: {} };
  return { code: "price.not_above_zero", parameters: { stated: String(usdPerHour) } };
}

function hourPrice({ price }: Offer): number {
  return price.microUsdPerGpuHour;
}

function sideRate(usd: number | null | undefined): MicroUsd | null {
  const rate = usd == null ? null : amount(usd);
  return rate !== null && rate >= 0 ? rate : null;
}

function draftFault({ externalId, instanceType, gpuRaw, region, countryCode }: OfferDraft): RowReason | null {
  const fault = textFault({ externalId, instanceType, gpuRaw, region: region ?? "-" });
  if (fault !== null) return fault;
  return countryCode === null || /^[A-Z]{2}$/.test(countryCode)
    ? null
    : { code: "field.country_form", parameters: { field: "countryCode" } };
}

function countFault(count: number): RowReason | null {
  const isWhole = Number.isInteger(count) && count >= 1 && count <= MAX_GPUS;
  const isFraction = count >= 0.01 && count < 1;
  return isWhole || isFraction ? null : { code: "gpu.count", parameters: { count } };
}

function vramFault(vramGib: number | null): RowReason | null {
  const isSane = vramGib === null || (vramGib >= 1 && vramGib <= MAX_VRAM_GIB);
  return isSane ? null : { code: "gpu.memory", parameters: { vramGib } };
}

function positive(value: number | null | undefined): number | null {
  return value != null && value > 0 && Number.isFinite(value) ? round(value) : null;
}

function share(value: number | null | undefined): number | null {
  return value != null && value >= 0 && value <= 1 ? value : null;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
