import { platformObject } from "@/domain/permissions";
import { FINE_DAYS, HOURLY_DAYS } from "@/domain/price/price-history";
import { audit } from "@/server/audit";
import type { Context, TransactionContext } from "@/server/context";
import { inTransaction } from "@/server/transaction";
import { type SeriesTable, seriesKinds, seriesTables } from "./contract";

/** Besides the present one, so that weeks without this job cost nothing. */
const MONTHS_AHEAD = 2;
const DAY_MS = 86_400_000;
/** Half a minute of a market that cannot write is worse than a month made an hour later. */
const LOCK_TIMEOUT = "5s";
const TIMEOUT_MS = 600_000;

/** A table partitioned by month, with its column of time and how long its rows are asked for. */
export type MonthlyTable = { table: SeriesTable; name: string; time: "at" | "hour"; keptDays: number };

export const monthlyTables: readonly MonthlyTable[] = seriesKinds.flatMap((kind) => {
  const table: SeriesTable = seriesTables[kind];
  return [
    { table, name: table.points, time: "at" as const, keptDays: FINE_DAYS },
    { table, name: table.hours, time: "hour" as const, keptDays: HOURLY_DAYS },
  ];
});

/**
 * Makes a table's partitions ahead of time, and those of rows that found none and wait in the default partition: they move. What
 * is older than the table keeps stays there. May run twice or late.
 *
 * @returns the names of the partitions that were made.
 */
export function makeMonths(ctx: Context, monthly: MonthlyTable): Promise<string[]> {
  return changeMonths(ctx, monthly, "made", async (tx) => {
    const oldest = startOfMonth(new Date(ctx.now.getTime() - monthly.keptDays * DAY_MS), 0);
    const ahead = Array.from({ length: MONTHS_AHEAD + 1 }, (_, month) => startOfMonth(ctx.now, month));
    const newest = startOfMonth(ctx.now, MONTHS_AHEAD);
    const waiting = (await monthsInDefault(tx, monthly)).filter(
      (month) => month >= oldest && month <= newest,
    );
    const wanted = new Map([...waiting, ...ahead].map((month) => [partitionName(monthly, month), month]));
    const standing = new Set((await listMonths(tx, monthly)).map(({ partition }) => partition));
    const missing = [...wanted].filter(([partition]) => !standing.has(partition));
    for (const [partition, month] of missing) await makeMonth(tx, monthly, partition, month);
    return missing.map(([partition]) => partition);
  });
}

/**
 * Drops a table's months that end before an instant, and what of the default partition is as old.
 *
 * @param options.end          of the last month that may go.
 * @param options.keepsDefault leaves the default partition alone.
 * @param options.beforeDrop   runs in the same transaction, before anything is dropped.
 * @returns the names of the partitions that went.
 */
export function dropMonths(
  ctx: Context,
  monthly: MonthlyTable,
  { end, keepsDefault = false, beforeDrop }: Drop,
): Promise<string[]> {
  return changeMonths(ctx, monthly, "dropped", async (tx) => {
    const months = (await listMonths(tx, monthly)).filter((month) => month.to <= end);
    const upTo = startOfMonth(end, 0);
    const old = !keepsDefault && (await monthsInDefault(tx, monthly)).some((month) => month < upTo);
    if (months.length === 0 && !old) return [];
    await beforeDrop?.(tx, upTo);
    for (const { partition } of months) await execute(tx, `drop table ${partition}`);
    if (old)
      await execute(
        tx,
        `delete from ${monthly.name}_default where ${monthly.time} < '${upTo.toISOString()}'`,
      );
    return months.map(({ partition }) => partition);
  });
}

type Drop = {
  end: Date;
  keepsDefault?: boolean;
  beforeDrop?: (tx: TransactionContext, upTo: Date) => Promise<void>;
};

/** First instant of the month that lies so many months after the one of `now`, UTC. */
export function startOfMonth(now: Date, monthsLater: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsLater));
}

/** The partitions of a table with the time that each holds, the default one left out. */
export async function listMonths({ db }: Context, { name }: MonthlyTable) {
  const rows = await db.$queryRaw<{ partition: string }[]>`
    select relname::text as partition from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = ${name}::regclass order by 1`;
  return rows.flatMap(({ partition }) => {
    const [, year, month] = /_(\d{4})_(\d{2})$/.exec(partition) ?? [];
    if (year === undefined || month === undefined) return [];
    const from = new Date(Date.UTC(Number(year), Number(month) - 1));
    return [{ partition, from, to: startOfMonth(from, 1) }];
  });
}

function changeMonths(
  ctx: Context,
  { name }: MonthlyTable,
  verb: "made" | "dropped",
  change: (tx: TransactionContext) => Promise<string[]>,
): Promise<string[]> {
  return inTransaction(
    ctx,
    async (tx) => {
      await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext(${`months:${name}`}))`;
      await execute(tx, `set local lock_timeout = '${LOCK_TIMEOUT}'`);
      const months = await change(tx);
      const object = platformObject("table", name);
      if (months.length > 0) audit(tx, { action: "price_history.keep", object, after: { [verb]: months } });
      return months;
    },
    { timeoutMs: TIMEOUT_MS, maxWaitMs: 30_000 },
  );
}

async function monthsInDefault(tx: TransactionContext, { name, time }: MonthlyTable): Promise<Date[]> {
  const rows = await tx.db.$queryRawUnsafe<{ month: Date }[]>(
    `select distinct date_trunc('month', ${time}, 'UTC') as month from ${name}_default order by 1`,
  );
  return rows.map(({ month }) => month);
}

/**
 * Writers wait at the whole table while this runs. One that had got as far as the default partition would find its row
 * belonging elsewhere, and fail. Who wrote before is waited for; readers only wait for the default partition.
 */
async function makeMonth(
  tx: TransactionContext,
  { name, time }: MonthlyTable,
  partition: string,
  month: Date,
): Promise<void> {
  const [from, to] = [month.toISOString(), startOfMonth(month, 1).toISOString()];
  await execute(tx, `lock table only ${name} in share row exclusive mode`);
  await execute(tx, `lock table ${name}_default in access exclusive mode`);
  await execute(tx, `create table ${partition} (like ${name} including all)`);
  await execute(
    tx,
    `with moved as (delete from ${name}_default where ${time} >= '${from}' and ${time} < '${to}' returning *)
      insert into ${partition} select * from moved`,
  );
  await execute(
    tx,
    `alter table ${name} attach partition ${partition} for values from ('${from}') to ('${to}')`,
  );
}

function partitionName({ name }: MonthlyTable, month: Date): string {
  return `${name}_${month.toISOString().slice(0, 7).replace("-", "_")}`;
}

/** Definitions take no parameters. Every name and instant above is made here, of constants and dates. */
function execute(tx: TransactionContext, statement: string): Promise<number> {
  return tx.db.$executeRawUnsafe(statement);
}
