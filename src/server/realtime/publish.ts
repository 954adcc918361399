import { MARKET_CHANNEL, type MarketEvent } from "@/domain/events/market";
import type { TransactionContext } from "@/server/context";

/**
 * Publishes an event in the transaction that it describes: PostgreSQL delivers it at the commit, or never.
 *
 * Every gateway and every market snapshot listens on this channel, so none of them depends on another process.
 */
export async function publish(tx: TransactionContext, event: MarketEvent): Promise<void> {
  await tx.db.$executeRaw`select pg_notify(${MARKET_CHANNEL}, ${JSON.stringify(event)})`;
}
