import type { Context } from "@/server/context";
import { byMarket } from "@/server/mode";
import { settings } from "@/server/settings";
import { clickhouseStore } from "./clickhouse";
import type { PricePoint, PriceStore } from "./contract";
import { postgresStore } from "./postgres";

/**
 * Where ClickHouse is, or undefined while the history is in PostgreSQL alone. Simulated prices never leave their own database,
 * because in ClickHouse they would stand beside real ones.
 */
export function clickhouseUrl(): string | undefined {
  return byMarket({ real: settings().CLICKHOUSE_URL, simulated: undefined });
}

/** The one place that knows where history is read: in ClickHouse when its address is set, otherwise in PostgreSQL. */
export function priceStore(ctx: Pick<Context, "db">, url = clickhouseUrl()): PriceStore {
  const postgres = postgresStore(ctx.db);
  return url === undefined ? postgres : both(postgres, clickhouseStore(url));
}

/**
 * What has not left PostgreSQL yet belongs to the answer, so that a price is in its history as soon as it is committed. PostgreSQL is
 * read first: what moves in the meantime is then in both answers, whereas in the other order it might be in neither.
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
