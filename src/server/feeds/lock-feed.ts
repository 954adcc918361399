import type { TransactionContext } from "@/server/context";
import type { Feed } from "./ingest/write-offers";

/** Until the transaction ends, no other transaction ingests an answer of this feed or decides about its held prices. */
export async function lockFeed(tx: TransactionContext, { provider, source }: Feed): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext(${`ingest:${provider}:${source}`}))`;
}
