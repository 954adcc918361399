import { MARKET_CHANNEL, type MarketEvent } from "@/domain/events/market";
import type { TransactionContext } from "@/server/context";

/**
 * Announces an event with the transaction that made it true: PostgreSQL delivers it at commit, or never.
 *
 * Every gateway and every market snapshot listens on this channel, so none depends on another process being up.
 */
export async function publish(tx: TransactionContext, event: MarketEvent): Promise<void> {
  await tx.db.$executeRaw`select pg_notify(${MARKET_CHANNEL}, ${JSON.stringify(event)})`;
}
