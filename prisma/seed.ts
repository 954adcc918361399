import { jobContext } from "@/server/context";
import { db } from "@/server/db";
import { startAs } from "@/server/settings";
import { loadCatalogue } from "./catalogue/load";
import { takeList } from "./take-list";

/** Ingests the dated price lists. */
async function seed(): Promise<void> {
  const ctx = jobContext("seed");
  for (const file of loadCatalogue()) {
    if (file.offers.length + (file.tokenPrices?.length ?? 0) === 0) continue;
    const counts = await takeList(ctx, file);
    ctx.log.info({ provider: file.provider, listedOn: file.listedOn, ...counts }, "price list ingested");
  }
  await db().$disconnect();
}

startAs("seed");
await seed();
