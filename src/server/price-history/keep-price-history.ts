import { platformObject } from "@/domain/permissions";
import { FINE_DAYS, HOURLY_DAYS } from "@/domain/price/price-history";
import { audit } from "@/server/audit";
import { authorize } from "@/server/authorize";
import { isPresentBelieved } from "@/server/clock/gap-in-record";
import type { Context, TransactionContext } from "@/server/context";
import { inTransaction } from "@/server/transaction";
import { clickhouseUrl } from "./store/choose";
import { dropMonths, listMonths, type MonthlyTable, makeMonths, monthlyTables } from "./store/months";
import { carryOver, floorToHour, rollUp } from "./store/roll-up";
import { thinTokenPrices } from "./thin-token-prices";

const DAY_MS = 86_400_000;
/** After a long pause there may be months of token prices to thin. */
const TIMEOUT_MS = 120_000;
/** A carried-over price is known only from the hour at which it was carried over, so no window may start within this time. */
const SPARE_DAYS = 1;
/** Feed gaps are kept for the longest window. */
const GAPS_KEPT_DAYS = HOURLY_DAYS + 2;

export type Kept = { made: string[]; dropped: string[]; hoursWritten: number; tokenPointsThinned: number };

/**
 * Maintains the price history: creates monthly partitions ahead of time, rolls points up by the hour, drops months that are too
 * old and thins token prices. It may run twice, late, or several times at once. With ClickHouse the roll-up happens there, and
 * PostgreSQL drops only months whose rows have all moved. Token prices stay in PostgreSQL. While the clock is doubtful it leaves
 * everything as it is.
 */
export async function keepPriceHistory(ctx: Context, url = clickhouseUrl()): Promise<Kept> {
  await authorize(ctx, "price_history.keep");
  const kept: Kept = { made: [], dropped: [], hoursWritten: 0, tokenPointsThinned: 0 };
  if (!(await isPresentBelieved(ctx, "price history"))) return kept;
  for (const monthly of monthlyTables) kept.made.push(...(await makeMonths(ctx, monthly)));
  const rolledUp = url === undefined ? await rollUp(ctx) : null;
  kept.hoursWritten = rolledUp?.hoursWritten ?? 0;
  for (const monthly of monthlyTables) {
    const drop = rolledUp ? dropOld(ctx, monthly, rolledUp.rolledUpTo) : dropEmpty(ctx, monthly);
    kept.dropped.push(...(await drop));
  }
  kept.tokenPointsThinned = await removeRows(ctx, "token_price_points", (tx) =>
    thinTokenPrices(tx, {
      fineFrom: floorToHour(endOfRetention(ctx, { keptDays: FINE_DAYS })),
      hourlyFrom: endOfRetention(ctx, { keptDays: HOURLY_DAYS }),
    }),
  );
  const before = new Date(ctx.now.getTime() - GAPS_KEPT_DAYS * DAY_MS);
  await removeRows(ctx, "feed_gaps", async ({ db }) => {
    const { count } = await db.feedGap.deleteMany({ where: { toAt: { lt: before } } });
    return count;
  });
  return kept;
}

/** Deletes rows in a transaction with its own audit entry, or none when nothing was deleted. */
function removeRows(
  ctx: Context,
  table: string,
  remove: (tx: TransactionContext) => Promise<number>,
): Promise<number> {
  return inTransaction(
    ctx,
    async (tx) => {
      const removed = await remove(tx);
      const object = platformObject("table", table);
      if (removed > 0) audit(tx, { action: "price_history.keep", object, after: { removed } });
      return removed;
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

/** Points are dropped only after they are rolled up, and hours only after their last price is carried over. */
function dropOld(ctx: Context, monthly: MonthlyTable, rolledUpTo: Date): Promise<string[]> {
  const end = endOfRetention(ctx, monthly);
  if (monthly.time === "at") return dropMonths(ctx, monthly, { end: end < rolledUpTo ? end : rolledUpTo });
  return dropMonths(ctx, monthly, {
    end,
    beforeDrop: (tx, upTo) => carryOver(tx, monthly.table, upTo),
  });
}

/** Drops old months whose rows have all moved, up to the first month that still has rows. */
async function dropEmpty(ctx: Context, monthly: MonthlyTable): Promise<string[]> {
  const end = endOfRetention(ctx, monthly);
  const past = (await listMonths(ctx, monthly)).filter(({ to }) => to <= end);
  let emptyUpTo: Date | null = null;
  for (const { partition, to } of past) {
    const rows = await ctx.db.$queryRawUnsafe<unknown[]>(`select 1 from ${partition} limit 1`);
    if (rows.length > 0) break;
    emptyUpTo = to;
  }
  return emptyUpTo === null ? [] : dropMonths(ctx, monthly, { end: emptyUpTo, keepsDefault: true });
}

function endOfRetention({ now }: Context, { keptDays }: Pick<MonthlyTable, "keptDays">): Date {
  return new Date(now.getTime() - (keptDays + SPARE_DAYS) * DAY_MS);
}
