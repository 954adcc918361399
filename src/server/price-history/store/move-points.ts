import { AppError, isAppError } from "@/domain/errors";
import { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/server/authorize";
import type { Context, TransactionContext } from "@/server/context";
import { inTransaction } from "@/server/transaction";
import { clickhouse, ensureTables } from "./clickhouse-client";
import { type MonthlyTable, monthlyTables } from "./months";

/** Rows per transaction: an insert of this size takes ClickHouse well under a second. */
const BATCH = 20_000;
/** A run ends after this many batches, even if rows still wait. */
const MOST_BATCHES = 50;

export type Moved = { moved: number; waiting: number; failure: string | null };

/**
 * Moves prices from PostgreSQL to ClickHouse. With ClickHouse, the tables of points in PostgreSQL are an outbox.
 *
 * A batch is deleted, sent, and only then committed, so after a crash in between it is sent again and nothing is lost; a row
 * that is sent twice is one row in ClickHouse. While ClickHouse does not answer, rows wait and polls continue. Several runs may
 * overlap: each skips the rows that another one has locked.
 *
 * @returns how many rows moved, how many still wait, and why it stopped early, if it did; the schedule is the retry.
 */
export async function movePoints(ctx: Context, url: string): Promise<Moved> {
  await authorize(ctx, "price_history.move");
  let moved = 0;
  let failure: string | null = null;
  try {
    await asClickHouseFailure(ensureTables(url));
    for (const table of monthlyTables) moved += await moveTable(ctx, url, table);
  } catch (error) {
    if (!isAppError(error)) throw error;
    failure = reasonOf(error.cause);
  }
  const result = { moved, waiting: await countWaiting(ctx), failure };
  if (failure !== null) ctx.log.warn(result, "ClickHouse does not accept prices: they wait in PostgreSQL");
  return result;
}

async function moveTable(ctx: Context, url: string, monthly: MonthlyTable): Promise<number> {
  let moved = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const sent = await inTransaction(ctx, (tx) => moveBatch(tx, url, monthly), { timeoutMs: 60_000 });
    moved += sent;
    if (sent < BATCH) break;
  }
  return moved;
}

type Row = Record<string, string | number>;

async function moveBatch(tx: TransactionContext, url: string, monthly: MonthlyTable): Promise<number> {
  const values = await takeBatch(tx, monthly);
  if (values.length > 0)
    await asClickHouseFailure(clickhouse(url).insert({ table: monthly.name, values, format: "JSONEachRow" }));
  return values.length;
}

function takeBatch(tx: TransactionContext, { table, name, time }: MonthlyTable): Promise<Row[]> {
  const { key } = table;
  const written = [
    `points.${key}`,
    ...(time === "hour" ? [instant("hour")] : []),
    instant("at"),
    ...table.values.map((value) => `coalesce(points.${value}, 0)::float8 as ${value}`),
  ].join(", ");
  return tx.db.$queryRaw<Row[]>`
    with batch as (
      select ${Prisma.raw(`${key}, ${time}`)} from ${Prisma.raw(name)} limit ${BATCH} for update skip locked
    )
    delete from ${Prisma.raw(name)} as points using batch
    where ${Prisma.raw(`points.${key} = batch.${key} and points.${time} = batch.${time}`)}
    returning ${Prisma.raw(written)}`;
}

/** In the format in which ClickHouse reads a DateTime64 in UTC. */
function instant(column: string): string {
  return `to_char(points.${column} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') as ${column}`;
}

async function countWaiting({ db }: Context): Promise<number> {
  const counts = await Promise.all([
    db.pricePoint.count(),
    db.priceHour.count(),
    db.gpuPricePoint.count(),
    db.gpuPriceHour.count(),
  ]);
  return counts.reduce((total, count) => total + count, 0);
}

/** Separates ClickHouse's failures, which the schedule retries, from PostgreSQL's and our own, which fail the job. */
async function asClickHouseFailure(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    throw new AppError("PROVIDER_FAILED", "ClickHouse did not accept prices", { cause: error });
  }
}

/** The code, because the message may quote an address, and an address can contain a password. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
}
