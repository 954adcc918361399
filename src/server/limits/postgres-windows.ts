import type pg from "pg";
import { openPool } from "@/server/database/pool";
import type { CountOne } from "./window";

/** A count is worth less than the request that it counts: rather none than a late one. */
const limits = { connectMs: 500, statementMs: 500 };
const PRUNE_EVERY_MS = 60_000;

/** A window that ends later than it can was begun before the clock of the database stepped back; counts at once differ by less. */
const isOver = `(known.ends_at <= clock_timestamp()
    or known.ends_at > clock_timestamp() + $2::float8 * interval '1 millisecond' + interval '1 second')`;

/** In one statement, so that processes that count at once count right, and by the clock of the database, which they share. */
const countOne = `
  insert into rate_limit_windows as known (caller, ends_at, count)
  values ($1, clock_timestamp() + $2::float8 * interval '1 millisecond', 1)
  on conflict (caller) do update set
    count = case when ${isOver} then 1 else known.count + 1 end,
    ends_at = case when ${isOver} then excluded.ends_at else known.ends_at end
  returning count, least($2::float8, extract(epoch from ends_at - clock_timestamp()) * 1000)::float8 as "msLeft"`;

const prune = "delete from rate_limit_windows where ends_at < clock_timestamp()";

/** Counts in PostgreSQL, for all processes together. It has connections of its own, so that a full pool stops no counting. */
export function postgresWindows(databaseUrl: string): CountOne & { close: () => Promise<void> } {
  const pool = openPool(databaseUrl, { max: 3, limits });
  let prunedAtMs = performance.now();
  const count: CountOne = async (caller, windowMs) => {
    const { rows } = await pool.query<{ count: number; msLeft: number }>({
      name: "count-one",
      text: countOne,
      values: [caller, windowMs],
    });
    if (performance.now() - prunedAtMs > PRUNE_EVERY_MS) {
      prunedAtMs = performance.now();
      void pruneEnded(pool);
    }
    const [row] = rows;
    if (!row) throw new Error("a count without an answer");
    return row;
  };
  return Object.assign(count, { close: () => pool.end() });
}

/** What has ended counts for nobody; should this fail, the next minute does it. */
async function pruneEnded(pool: pg.Pool): Promise<void> {
  await pool.query(prune).catch(() => undefined);
}
