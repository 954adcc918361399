import { clickhouse, ensureTables } from "./clickhouse-client";
import { seriesTables } from "./contract";

/** For `*.db.test.ts` only: creates the price tables and empties them. */
export async function emptyClickHouse(url: string): Promise<void> {
  await ensureTables(url);
  for (const { points, hours } of Object.values(seriesTables))
    for (const table of [points, hours]) await clickhouse(url).command({ query: `truncate table ${table}` });
}
