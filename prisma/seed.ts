import { parseGpuName } from "@/domain/gpu";
import { parseMicroUsd } from "@/domain/money";
import type { Offer, SkippedRow } from "@/domain/offer";
import { jobContext } from "@/server/context";
import { ingestAnswer } from "@/server/offers/ingest";
import { type CatalogueFile, type CatalogueOffer, catalogueOfferKey, loadCatalogue } from "./catalogue/load";

/** Takes the dated price lists in, by the same verb as a poll: an unchanged list writes nothing. */
async function seed(): Promise<void> {
  const ctx = jobContext("seed");
  for (const file of loadCatalogue()) {
    if (file.offers.length === 0) continue;
    const { offers, skipped } = readList(file);
    const counts = await ingestAnswer(ctx, {
      provider: file.provider,
      source: "list",
      offers,
      skipped,
      latencyMs: 0,
      sourceUrl: file.source.url,
    });
    ctx.log.info({ provider: file.provider, listedOn: file.listedOn, ...counts }, "price list taken");
  }
  await ctx.db.$disconnect();
}

function readList({ offers: rows, listedOn }: CatalogueFile): { offers: Offer[]; skipped: SkippedRow[] } {
  const skipped: SkippedRow[] = [];
  const offers = rows.flatMap((row) => {
    const externalId = catalogueOfferKey(row);
    const gpu = parseGpuName(row.gpuRaw, { vramGib: row.vramGib, count: row.gpuCount });
    if (gpu) return [{ ...offerOf(row, gpu.id, externalId), listedOn: row.listedOn ?? listedOn }];
    skipped.push({ externalId, reason: `unknown GPU name "${row.gpuRaw}"` });
    return [];
  });
  return { offers, skipped };
}

function offerOf(row: CatalogueOffer, gpuId: string, externalId: string): Offer {
  return {
    externalId,
    gpuId,
    instanceType: row.instanceType,
    gpuRaw: row.gpuRaw,
    gpuCount: row.gpuCount,
    vramGib: row.vramGib,
    price: { unit: "gpu_hour", microUsdPerGpuHour: parseMicroUsd(row.usdPerGpuHour) },
    isSpot: row.isSpot,
    // A list says what a thing costs, not whether it is there.
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

await seed();
