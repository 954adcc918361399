import type { Transaction } from "@/server/db";
import type { Feed } from "./ingest/write-offers";

/** Until the transaction ends nobody else takes in an answer of this feed, or judges its prices. */
export async function lockFeed(tx: Transaction, { provider, source }: Feed): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`ingest:${provider}:${source}`}))`;
}
