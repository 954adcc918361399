import type { Context } from "../../context";
import { env } from "../../env";
import { clickhouseStore } from "./clickhouse";
import type { PricePoint, PriceStore } from "./contract";
import { postgresStore } from "./postgres";

/** The one place that knows where history lives: ClickHouse when its address is given, else PostgreSQL. */
export function priceStore(ctx: Pick<Context, "db">, url = env().CLICKHOUSE_URL): PriceStore {
  const postgres = postgresStore(ctx.db);
  return url === undefined ? postgres : both(postgres, clickhouseStore(url));
}

/** What has not left PostgreSQL yet belongs to the answer, so a price is in its history as soon as it is committed. */
function both(waiting: PriceStore, moved: PriceStore): PriceStore {
  return {
    read: async (...question) => {
      const points = await Promise.all([moved.read(...question), waiting.read(...question)]);
      return points.flat().sort(byKeyAndTime);
    },
  };
}

function byKeyAndTime(a: PricePoint, b: PricePoint): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.at.getTime() - b.at.getTime();
}
