import type { Context } from "@/server/context";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import type { CatalogueFile } from "./catalogue/load";
import { readList } from "./catalogue/read-list";

/** Ingests one dated price list with the same verb as a poll: an unchanged list writes no offer. */
export async function takeList(ctx: Context, file: CatalogueFile) {
  const { offers, tokenOffers, skipped } = readList(file);
  return ingestAnswer(ctx, {
    provider: file.provider,
    source: "list",
    offers,
    tokenOffers,
    skipped,
    latencyMs: 0,
    sourceUrl: file.source.url,
    ...(file.tokenSource ? { tokenSourceUrl: file.tokenSource.url } : {}),
  });
}
