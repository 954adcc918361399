import { TimeoutStrategy, timeout } from "cockatiel";
import { db } from "@/server/db";
import { type Log, logFor } from "@/server/log";
import { processClock } from "./clock";

/** Often enough that the drift of a stopwatch, and a pause of the whole machine, are corrected before they matter. */
const SAMPLE_EVERY_MS = 10_000;
/** How soon a machine's clock that was set is noticed. */
const WATCH_EVERY_MS = 1000;
const withinTime = timeout(3000, TimeoutStrategy.Aggressive);

type Following = {
  /** Resolves after the first attempt to ask the database, whether or not it answered. */
  asked: Promise<void>;
  stop: () => void;
};

/**
 * Keeps the process's clock on the database's: asks it now, every ten seconds, and as soon as the machine's own clock is set.
 *
 * @param onMachineSet runs after the machine's clock was set and the database was asked again. It runs again every second until
 *   it succeeds.
 */
export function followClock(onMachineSet: () => Promise<void> = async () => {}): Following {
  const log = logFor("clock");
  let asking: Promise<void> | null = null;
  const ask = (): Promise<void> => {
    asking ??= sampleDatabase(log).finally(() => {
      asking = null;
    });
    return asking;
  };
  let needsRepair = false;
  let isRepairing = false;
  const repair = async (): Promise<void> => {
    isRepairing = true;
    needsRepair = false;
    try {
      await ask();
      await onMachineSet();
    } catch (error) {
      needsRepair = true;
      log.error({ err: error }, "what the clock has put out of order is not repaired yet");
    } finally {
      isRepairing = false;
    }
  };
  const watch = (): void => {
    const byMs = processClock().machineStepMs();
    if (byMs !== 0) log.error({ byMs }, "this machine's clock was set: the database's goes on counting");
    needsRepair ||= byMs !== 0;
    if (needsRepair && !isRepairing) void repair();
    // A database that was away at the start is asked until it answers: what is written meanwhile has the machine's time.
    else if (!processClock().state().isConfirmed) void ask();
  };
  const timers = [setInterval(() => void ask(), SAMPLE_EVERY_MS), setInterval(watch, WATCH_EVERY_MS)];
  for (const timer of timers) timer.unref();
  return {
    asked: ask(),
    stop: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** Asks the database for the time once, for a command that runs and ends. */
export async function askDatabaseTime(): Promise<void> {
  await sampleDatabase(logFor("clock"));
}

/** Does nothing while the database is away: the stopwatch goes on. */
async function sampleDatabase(log: Log): Promise<void> {
  const clock = processClock();
  try {
    const sentMs = performance.now();
    const [row] = await withinTime.execute(
      () =>
        db().$queryRaw<{ ms: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
    );
    if (row) clock.take({ databaseMs: row.ms, sentMs, receivedMs: performance.now() }, log);
  } catch (error) {
    log.debug({ err: error }, "the database did not tell the time");
  }
}
