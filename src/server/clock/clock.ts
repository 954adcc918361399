/** A machine's two clocks: the wall clock, which anybody can set, and the stopwatch, which only advances. */
export type Machine = { wallMs(): number; elapsedMs(): number };

/** The database's clock, read between two readings of the machine's stopwatch. */
export type Sample = { databaseMs: number; sentMs: number; receivedMs: number };

export type ClockState = {
  /** False until the database has answered for the first time: until then, the time is that of the machine's clock at the start. */
  isConfirmed: boolean;
  /** How far the machine's wall clock is ahead of the trusted time; negative when it is behind. */
  machineAheadMs: number;
  /** The last time that the database's clock was set: by how much, and when by the new time. */
  databaseStep: { byMs: number; at: Date } | null;
};

export type Clock = {
  /** The trusted time: the database's clock, carried on by the stopwatch, so that setting the machine's clock changes nothing. */
  now(): Date;
  /** Takes a reading of the database's clock. A late reading says less than the stopwatch knows and is ignored. */
  take(sample: Sample, log: ClockLog): void;
  state(): ClockState;
  /** By how much the machine's wall clock was set since the last call; 0 when it only ran. */
  machineStepMs(): number;
};

type ClockLog = { error(fields: object, message: string): void; info(fields: object, message: string): void };

/** Clocks that follow a time server differ by milliseconds: with more than this, one of two clocks is wrong. */
export const WRONG_BY_MS = 5000;
/** A reading that took longer says less about the time than the stopwatch does. */
const LONGEST_SAMPLE_MS = 1000;
/** A wall clock that is slewed gains or loses milliseconds a second; one that is set, more than this. */
const SET_BY_MS = 1000;

const machine: Machine = { wallMs: () => Date.now(), elapsedMs: () => performance.now() };

const processGlobals = globalThis as { gpubrokerClock?: Clock };

/** The one clock of this process. It lives on globalThis because Next.js loads modules several times. */
export function processClock(): Clock {
  processGlobals.gpubrokerClock ??= createClock(machine);
  return processGlobals.gpubrokerClock;
}

/** The trusted time of this process. */
export function trustedNow(): Date {
  return processClock().now();
}

/**
 * The machine's wall clock, for the one thing that it decides: BullMQ starts a delayed job when the wall clock of a worker has
 * reached its time. Nothing of ours is stamped or compared with it.
 */
export function machineNow(): Date {
  return new Date(machine.wallMs());
}

export function createClock({ wallMs, elapsedMs }: Machine): Clock {
  let anchor = { timeMs: wallMs(), atMs: elapsedMs() };
  let watched = anchor;
  let isConfirmed = false;
  let isDisagreementKnown = false;
  let databaseStep: ClockState["databaseStep"] = null;
  const timeAt = (atMs: number) => anchor.timeMs + atMs - anchor.atMs;
  const now = () => new Date(timeAt(elapsedMs()));
  const machineAheadMs = () => Math.round(wallMs() - timeAt(elapsedMs()));

  function take({ databaseMs, sentMs, receivedMs }: Sample, log: ClockLog): void {
    const tookMs = receivedMs - sentMs;
    if (isConfirmed && tookMs > LONGEST_SAMPLE_MS) return;
    const atMs = sentMs + tookMs / 2;
    const byMs = Math.round(databaseMs - timeAt(atMs));
    // Within its own uncertainty a reading corrects nothing.
    if (!isConfirmed || Math.abs(byMs) > tookMs / 2) {
      anchor = { timeMs: databaseMs, atMs };
      if (isConfirmed && Math.abs(byMs) > WRONG_BY_MS) {
        databaseStep = { byMs, at: now() };
        log.error({ byMs }, "the database's clock was set: this process follows it");
      }
    }
    isConfirmed = true;
    tellDisagreement(log);
  }

  function tellDisagreement(log: ClockLog): void {
    const aheadMs = machineAheadMs();
    const disagrees = Math.abs(aheadMs) > WRONG_BY_MS;
    if (disagrees && !isDisagreementKnown)
      log.error(
        { machineAheadMs: aheadMs },
        "this machine's clock disagrees with the database's, which counts",
      );
    if (!disagrees && isDisagreementKnown)
      log.info({}, "this machine's clock agrees with the database's again");
    isDisagreementKnown = disagrees;
  }

  return {
    now,
    take,
    state: () => ({ isConfirmed, machineAheadMs: machineAheadMs(), databaseStep }),
    machineStepMs: () => {
      const before = watched;
      watched = { timeMs: wallMs(), atMs: elapsedMs() };
      const stepMs = watched.timeMs - before.timeMs - (watched.atMs - before.atMs);
      return Math.abs(stepMs) > SET_BY_MS ? Math.round(stepMs) : 0;
    },
  };
}
