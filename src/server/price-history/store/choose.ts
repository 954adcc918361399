import type { Context } from "@/server/context";
import { byMarket } from "@/server/mode";
import { settings } from "@/server/settings";
import { clickhouseStore } from "./clickhouse";
import type { PricePoint, PriceStore } from "./contract";
import { postgresStore } from "./postgres";

/**
 * The address of ClickHouse, or undefined while the history is only in PostgreSQL. Simulated prices never move to ClickHouse,
 * because they would mix with real ones there.
 */
export function clickhouseUrl(): string | undefined {
  return byMarket({ real: settings().CLICKHOUSE_URL, simulated: undefined });
}

/** Chooses where history is read: from ClickHouse when its address is set, otherwise from PostgreSQL. */
export function priceStore(ctx: Pick<Context, "db">, url = clickhouseUrl()): PriceStore {
  const postgres = postgresStore(ctx.db);
  return url === undefined ? postgres : both(postgres, clickhouseStore(url));
}

/**
 * Rows that still wait in PostgreSQL are part of the answer, so that a price is in its history as soon as it is committed.
 * PostgreSQL is read first: a row that moves in the meantime is then in both answers; in the other order it might be in
 * neither.
 */
function both(waiting: PriceStore, moved: PriceStore): PriceStore {
  return {
    read: async (...question) => {
      const stillWaiting = await waiting.read(...question);
      return [...(await moved.read(...question)), ...stillWaiting].sort(byKeyAndTime);
    },
  };
}

function byKeyAndTime(a: PricePoint, b: PricePoint): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.at.getTime() - b.at.getTime();
}
