import type { Context } from "@/server/context";

const DAY_MS = 24 * 3_600_000;
/** How long the record must run on after a gap before its time is believed. */
const PROBATION_MS = DAY_MS;
/** A pause of the platform may be this long. A clock that is wrong by less deletes, of 30 days or more, a tenth too early. */
const LONGEST_PAUSE_MS = 3 * DAY_MS;

/** Nothing was recorded between these times: the platform was off, or the clock jumped ahead. */
export type RecordGap = { from: Date; to: Date };

/**
 * The gap that makes the present doubtful: within the last day the record of polls and of the GPU index jumped ahead by more than
 * three days. Null while the record is steady, and where there is none.
 *
 * Nothing can tell a long pause from a clock that jumped, not even the database, whose clock may be the machine's. A pause
 * costs a day of waiting; a jump that is corrected within the day costs nothing.
 */
export async function gapInRecord({ db, now }: Context): Promise<RecordGap | null> {
  const since = new Date(now.getTime() - PROBATION_MS);
  const [row] = await db.$queryRaw<{ before: Date | null; after: Date | null }[]>`
    select
      greatest(
        (select max(started_at) from provider_polls where started_at <= ${since}::timestamptz),
        (select max(at) from market_index_points where at <= ${since}::timestamptz)) as before,
      least(
        (select min(started_at) from provider_polls where started_at > ${since}::timestamptz and started_at <= ${now}::timestamptz),
        (select min(at) from market_index_points where at > ${since}::timestamptz and at <= ${now}::timestamptz)) as after`;
  if (!row?.before) return null;
  const gap = { from: row.before, to: row.after ?? now };
  return gap.to.getTime() - gap.from.getTime() > LONGEST_PAUSE_MS ? gap : null;
}

/** Whether rows may be kept and deleted by their age: not while the present is doubtful, which is logged with what is left alone. */
export async function isPresentBelieved(ctx: Context, what: string): Promise<boolean> {
  const gap = await gapInRecord(ctx);
  if (gap === null) return true;
  ctx.log.error(
    { what, ...gap },
    "left as it is: the record jumped ahead, so the clock may be wrong; it is believed after a steady day",
  );
  return false;
}
