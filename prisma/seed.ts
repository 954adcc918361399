import { jobContext } from "@/server/context";
import { ingestAnswer } from "@/server/offers/ingest";
import { loadCatalogue } from "./catalogue/load";
import { readList } from "./catalogue/read-list";

/** Takes the dated price lists in, by the same verb as a poll: an unchanged list writes nothing. */
async function seed(): Promise<void> {
  const ctx = jobContext("seed");
  for (const file of loadCatalogue()) {
    const { offers, tokenOffers, skipped } = readList(file);
    if (offers.length + tokenOffers.length === 0) continue;
    const counts = await ingestAnswer(ctx, {
      provider: file.provider,
      source: "list",
      offers,
      tokenOffers,
      skipped,
      latencyMs: 0,
      sourceUrl: file.source.url,
      tokenSourceUrl: file.tokenSource?.url,
    });
    ctx.log.info({ provider: file.provider, listedOn: file.listedOn, ...counts }, "price list taken");
  }
  await ctx.db.$disconnect();
}

await seed();
