import { platformObject } from "@/domain/permissions";
import { FINE_DAYS, HOURLY_DAYS } from "@/domain/price/price-history";
import { audit } from "@/server/audit";
import { authorize } from "@/server/authorize";
import type { Context, TransactionContext } from "@/server/context";
import { inTransaction } from "@/server/transaction";
import { clickhouseUrl } from "./store/choose";
import { dropMonths, listMonths, type MonthlyTable, makeMonths, monthlyTables } from "./store/months";
import { carryOver, floorToHour, rollUp } from "./store/roll-up";
import { thinTokenPrices } from "./thin-token-prices";

const DAY_MS = 86_400_000;
/** After a long pause there may be months of token prices to thin. */
const TIMEOUT_MS = 120_000;
/** What is carried over is known from the hour of the carrying on: no window may begin within it. */
const SPARE_DAYS = 1;
/** Gaps of feeds are asked for with the longest window. */
const GAPS_KEPT_DAYS = HOURLY_DAYS + 2;

export type Kept = { made: string[]; dropped: string[]; hoursWritten: number; tokenPointsThinned: number };

/**
 * Maintains price history: makes months ahead, sums points up by the hour, drops months that are too old and thins token prices.
 * It may run twice, late, or several at once. With ClickHouse the hours are made there, and only months whose rows have all moved
 * are dropped here. Token prices are always here.
 */
export async function keepPriceHistory(ctx: Context, url = clickhouseUrl()): Promise<Kept> {
  await authorize(ctx, "price_history.keep");
  const kept: Kept = { made: [], dropped: [], hoursWritten: 0, tokenPointsThinned: 0 };
  for (const monthly of monthlyTables) kept.made.push(...(await makeMonths(ctx, monthly)));
  if (url === undefined) {
    const { hoursWritten, rolledUpTo } = await rollUp(ctx);
    kept.hoursWritten = hoursWritten;
    for (const monthly of monthlyTables) kept.dropped.push(...(await dropOld(ctx, monthly, rolledUpTo)));
  } else {
    for (const monthly of monthlyTables) kept.dropped.push(...(await dropEmpty(ctx, monthly)));
  }
  kept.tokenPointsThinned = await removeRows(ctx, "token_price_points", (tx) =>
    thinTokenPrices(tx, {
      fineFrom: floorToHour(endOfKeeping(ctx, { keptDays: FINE_DAYS })),
      hourlyFrom: endOfKeeping(ctx, { keptDays: HOURLY_DAYS }),
    }),
  );
  const before = new Date(ctx.now.getTime() - GAPS_KEPT_DAYS * DAY_MS);
  await removeRows(ctx, "feed_gaps", async ({ db }) => {
    const { count } = await db.feedGap.deleteMany({ where: { toAt: { lt: before } } });
    return count;
  });
  return kept;
}

/** A transaction with its own audit entry, or none when nothing was removed. */
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

/** Points are dropped only once they are summed up by the hour, hours only after the last price in them was carried over. */
function dropOld(ctx: Context, monthly: MonthlyTable, rolledUpTo: Date): Promise<string[]> {
  const end = endOfKeeping(ctx, monthly);
  if (monthly.time === "at") return dropMonths(ctx, monthly, { end: end < rolledUpTo ? end : rolledUpTo });
  return dropMonths(ctx, monthly, {
    end,
    beforeDrop: (tx, upTo) => carryOver(tx, monthly.table, upTo),
  });
}

/** Drops old months whose rows have all moved, up to the first one that still has some. */
async function dropEmpty(ctx: Context, monthly: MonthlyTable): Promise<string[]> {
  const end = endOfKeeping(ctx, monthly);
  const past = (await listMonths(ctx, monthly)).filter(({ to }) => to <= end);
  let emptyUpTo: Date | null = null;
  for (const { partition, to } of past) {
    const rows = await ctx.db.$queryRawUnsafe<unknown[]>(`select 1 from ${partition} limit 1`);
    if (rows.length > 0) break;
    emptyUpTo = to;
  }
  return emptyUpTo === null ? [] : dropMonths(ctx, monthly, { end: emptyUpTo, keepsDefault: true });
}

function endOfKeeping({ now }: Context, { keptDays }: Pick<MonthlyTable, "keptDays">): Date {
  return new Date(now.getTime() - (keptDays + SPARE_DAYS) * DAY_MS);
}
