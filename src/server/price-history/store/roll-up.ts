import { FINE_DAYS } from "@/domain/price/price-history";
import { Prisma } from "@/generated/prisma/client";
import { authorize } from "@/server/authorize";
import type { Context, TransactionContext } from "@/server/context";
import { inTransaction } from "@/server/transaction";
import { type SeriesTable, seriesKinds, seriesTables } from "./contract";

const HOUR_MS = 3_600_000;
/** The span of one transaction, so that a pause of several days is caught up day by day. */
const STEP_MS = 24 * HOUR_MS;
/** A mark that is further ahead than this was set by a wrong clock: then every point that there is, is rolled up again. */
const MARK_AHEAD_MS = 24 * HOUR_MS;
/** How far back hours are rolled up again each time: a poll that started before the last run may have been committed after it. */
const AGAIN_MS = 6 * HOUR_MS;

/**
 * Rolls points up by the hour, up to the last full hour: it keeps the last point of each series and hour. It may run twice,
 * late, or several times at once: an hour that is rolled up again is the same or more complete.
 *
 * @returns how many hours were written, and the time up to which they are complete.
 */
export async function rollUp(ctx: Context): Promise<{ hoursWritten: number; rolledUpTo: Date }> {
  await authorize(ctx, "price_history.roll_up");
  const end = floorToHour(ctx.now);
  const rolledUpTo = await believableMark(ctx, end);
  let hoursWritten = 0;
  let from = await firstPointSince(ctx, new Date(rolledUpTo.getTime() - AGAIN_MS), end);
  while (from < end) {
    const to = new Date(Math.min(from.getTime() + STEP_MS, end.getTime()));
    hoursWritten += await inTransaction(ctx, (tx) => rollUpStep(tx, from, to), { timeoutMs: 120_000 });
    from = to;
  }
  return { hoursWritten, rolledUpTo: end > rolledUpTo ? end : rolledUpTo };
}

async function believableMark(ctx: Context, end: Date): Promise<Date> {
  const { rolledUpTo } = await ctx.db.priceRollUp.findUniqueOrThrow({ where: { id: 1 } });
  if (rolledUpTo.getTime() - end.getTime() <= MARK_AHEAD_MS) return rolledUpTo;
  ctx.log.error(
    { rolledUpTo },
    "prices are rolled up again: the mark lies in the future, so a wrong clock set it",
  );
  const mark = new Date(end.getTime() - FINE_DAYS * 24 * HOUR_MS);
  await inTransaction(ctx, ({ db }) =>
    db.priceRollUp.update({ where: { id: 1 }, data: { rolledUpTo: mark } }),
  );
  return mark;
}

/** After a long pause there may be no points for months, so days without points are skipped. */
async function firstPointSince({ db }: Context, from: Date, end: Date): Promise<Date> {
  if (end.getTime() - from.getTime() <= STEP_MS) return from;
  const within = { at: { gte: from, lt: end } };
  const [offer, gpu] = await Promise.all([
    db.pricePoint.aggregate({ where: within, _min: { at: true } }),
    db.gpuPricePoint.aggregate({ where: within, _min: { at: true } }),
  ]);
  const firsts = [offer._min.at, gpu._min.at, new Date(end.getTime() - STEP_MS)].filter((at) => at !== null);
  return floorToHour(new Date(Math.min(...firsts.map((at) => at.getTime()))));
}

/** Writes the hours of all kinds and the mark in one transaction, so that the mark never covers missing hours. */
async function rollUpStep(tx: TransactionContext, from: Date, to: Date): Promise<number> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('price-roll-up'))`;
  let written = 0;
  for (const kind of seriesKinds) written += await writeHours(tx, seriesTables[kind], from, to);
  await tx.db.$executeRaw`
    update price_roll_up set rolled_up_to = greatest(rolled_up_to, ${to}::timestamptz)`;
  return written;
}

function writeHours(tx: TransactionContext, table: SeriesTable, from: Date, to: Date): Promise<number> {
  const { points, hours, key, values } = table;
  const columns = values.join(", ");
  const updates = values.map((value) => `${value} = excluded.${value}`).join(", ");
  const hour = Prisma.raw("date_trunc('hour', at, 'UTC')");
  const pair = Prisma.raw(key);
  return tx.db.$executeRaw`
    insert into ${Prisma.raw(hours)} as made (${pair}, hour, at, ${Prisma.raw(columns)})
    select distinct on (${pair}, ${hour}) ${pair}, ${hour}, at, ${Prisma.raw(columns)} from ${Prisma.raw(points)}
    where at >= ${from}::timestamptz and at < ${to}::timestamptz
    order by ${pair}, ${hour}, at desc
    on conflict (${pair}, hour) do update set at = excluded.at, ${Prisma.raw(updates)} where made.at < excluded.at`;
}

/**
 * Runs before hours are dropped: repeats their last price at the start of the remaining hours, so that a price that has not
 * changed since is still known.
 */
export async function carryOver(tx: TransactionContext, table: SeriesTable, upTo: Date): Promise<void> {
  const { hours, key, values, offered } = table;
  const columns = values.join(", ");
  const isOffered = offered.gap === "null" ? `${offered.column} is not null` : `${offered.column} <> 0`;
  await tx.db.$executeRaw`
    insert into ${Prisma.raw(hours)} (${Prisma.raw(key)}, hour, at, ${Prisma.raw(columns)})
    select ${Prisma.raw(key)}, ${upTo}::timestamptz, ${upTo}::timestamptz, ${Prisma.raw(columns)}
    from (
      select distinct on (${Prisma.raw(key)}) * from ${Prisma.raw(hours)} where hour < ${upTo}::timestamptz
      order by ${Prisma.raw(key)}, hour desc
    ) as last where ${Prisma.raw(isOffered)}
    on conflict do nothing`;
}

export function floorToHour(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}
