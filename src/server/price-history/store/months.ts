import { platformObject } from "@/domain/permissions";
import { FINE_DAYS, HOURLY_DAYS } from "@/domain/price/price-history";
import { Prisma } from "@/generated/prisma/client";
import { audit } from "@/server/audit";
import type { Context, TransactionContext } from "@/server/context";
import { inTransaction } from "@/server/transaction";
import { type SeriesTable, seriesKinds, seriesTables } from "./contract";

/** In addition to the current month, so that a few weeks without this job do no harm. */
const MONTHS_AHEAD = 2;
const DAY_MS = 86_400_000;
/** A market that cannot write for half a minute is worse than a partition that is created an hour later. */
const LOCK_TIMEOUT = "5s";
const TIMEOUT_MS = 600_000;

/** A table partitioned by month, with its time column and how long its rows are needed. */
export type MonthlyTable = { table: SeriesTable; name: string; time: "at" | "hour"; keptDays: number };

export const monthlyTables: readonly MonthlyTable[] = seriesKinds.flatMap((kind) => {
  const table: SeriesTable = seriesTables[kind];
  return [
    { table, name: table.points, time: "at" as const, keptDays: FINE_DAYS },
    { table, name: table.hours, time: "hour" as const, keptDays: HOURLY_DAYS },
  ];
});

/**
 * Creates the partitions of a table ahead of time, and those for rows in the default partition, which then move. Rows past the
 * retention stay where they are. May run twice or late. SQL functions of the migration `roles` do the work, because the role of
 * the processes owns no table.
 *
 * @returns the names of the new partitions.
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
    for (const [, month] of missing)
      await tx.db.$executeRaw`select make_price_month(${monthly.name}, ${firstDay(month)}::date)`;
    return missing.map(([partition]) => partition);
  });
}

/**
 * Drops the months of a table that end before a given time, and equally old rows of the default partition.
 *
 * @param options.end end of the last month that may be dropped.
 * @param options.keepsDefault leaves the default partition alone.
 * @param options.beforeDrop runs in the same transaction, before anything is dropped.
 * @returns the names of the dropped partitions.
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
    for (const { from } of months)
      await tx.db.$executeRaw`select drop_price_month(${monthly.name}, ${firstDay(from)}::date)`;
    if (old) await tx.db.$executeRaw`delete from ${inDefault(monthly)} where ${timeOf(monthly)} < ${upTo}`;
    return months.map(({ partition }) => partition);
  });
}

type Drop = {
  end: Date;
  keepsDefault?: boolean;
  beforeDrop?: (tx: TransactionContext, upTo: Date) => Promise<void>;
};

/** The start of the month that is this many months after that of `now`, in UTC. */
export function startOfMonth(now: Date, monthsLater: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsLater));
}

/** The partitions of a table with the time range of each, without the default one. */
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
      await tx.db.$executeRaw`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`;
      const months = await change(tx);
      const object = platformObject("table", name);
      if (months.length > 0) audit(tx, { action: "price_history.keep", object, after: { [verb]: months } });
      return months;
    },
    { timeoutMs: TIMEOUT_MS, maxWaitMs: 30_000 },
  );
}

async function monthsInDefault(tx: TransactionContext, monthly: MonthlyTable): Promise<Date[]> {
  const rows = await tx.db.$queryRaw<{ month: Date }[]>`
    select distinct date_trunc('month', ${timeOf(monthly)}, 'UTC') as month from ${inDefault(monthly)} order by 1`;
  return rows.map(({ month }) => month);
}

function partitionName({ name }: MonthlyTable, month: Date): string {
  return `${name}_${month.toISOString().slice(0, 7).replace("-", "_")}`;
}

/** As text, because PostgreSQL would convert a timestamp to a day in the time zone of the session. */
function firstDay(month: Date): string {
  return month.toISOString().slice(0, 10);
}

function inDefault({ name }: MonthlyTable): Prisma.Sql {
  return Prisma.raw(`${name}_default`);
}

function timeOf({ time }: MonthlyTable): Prisma.Sql {
  return Prisma.raw(time);
}
