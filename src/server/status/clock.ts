import { authorize } from "@/server/authorize";
import { processClock, WRONG_BY_MS } from "@/server/clock/clock";
import { gapInRecord } from "@/server/clock/gap-in-record";
import type { Context } from "@/server/context";
import { lastKnown } from "@/server/database/last-known";

const STEP_SHOWN_MS = 24 * 3_600_000;

/** What is wrong with the time, as this process sees it; nothing when all is null and it is confirmed. */
export type ClockHealth = {
  /** Whether the database has told the time since this process started. */
  isConfirmed: boolean;
  /** How far this machine's clock is ahead of the database's; null while they agree. */
  machineAheadMs: number | null;
  /** The last time within a day that the database's clock was set while this process ran. */
  databaseStep: { byMs: number; at: string } | null;
  /** Because of this gap no data is deleted by its age: see gap-in-record.ts. */
  recordGap: { from: string; to: string } | null;
};

export async function clockHealth(ctx: Context): Promise<ClockHealth> {
  await authorize(ctx, "market.read");
  const gap = await lastKnown(ctx.db, "record gap", () => gapInRecord(ctx));
  const { isConfirmed, machineAheadMs, databaseStep } = processClock().state();
  const isRecent = databaseStep !== null && ctx.now.getTime() - databaseStep.at.getTime() < STEP_SHOWN_MS;
  return {
    isConfirmed,
    machineAheadMs: Math.abs(machineAheadMs) > WRONG_BY_MS ? machineAheadMs : null,
    databaseStep: isRecent ? { byMs: databaseStep.byMs, at: databaseStep.at.toISOString() } : null,
    recordGap: gap && { from: gap.from.toISOString(), to: gap.to.toISOString() },
  };
}
