import { Socket } from "node:net";
import pg from "pg";
import { logFor } from "@/server/log";
import { databaseFailureOf } from "./failure";

/** What this process knows of whether one database answers. */
export type Availability = {
  /** Milliseconds since it was first found away; null while it answers. */
  awayForMs: () => number | null;
  /**
   * Takes the error of every failed use, and looks at once whether the database is away.
   *
   * @param waitedMs  how long the use was ready to wait, if it failed by time.
   */
  suspect: (error: unknown, waitedMs: number) => void;
  /** When it last came back, by the monotonic clock; null: it was never away. */
  returnedAtMs: () => number | null;
};

/** How many times in a second the probe looks whether its answer has come. */
const LOOKS = 10;
const LOOK_EVERY_MS = 100;
const PROBE_EVERY_MS = 500;

const processGlobals = globalThis as { gpubrokerAvailability?: Map<string, Availability> };

/** The one judgement of this process on a database. */
export function availabilityOf(databaseUrl: string): Availability {
  processGlobals.gpubrokerAvailability ??= new Map();
  const known = processGlobals.gpubrokerAvailability.get(databaseUrl) ?? watch(databaseUrl);
  processGlobals.gpubrokerAvailability.set(databaseUrl, known);
  return known;
}

/**
 * While a database is away, it is probed on a connection of its own, twice a second, so that nobody else has to wait to learn
 * that it is still away, and everybody learns that it is back. Durations come from the monotonic clock.
 */
function watch(databaseUrl: string): Availability {
  let isProbing = false;
  let isKnown = false;
  let awaySinceMs: number | null = null;
  let returnedAtMs: number | null = null;
  const log = logFor("database");

  async function probeFrom(suspectedAtMs: number): Promise<void> {
    isProbing = true;
    for (;;) {
      const error = await probe(databaseUrl);
      if (error === null) break;
      awaySinceMs ??= suspectedAtMs;
      if (!isKnown) {
        isKnown = true;
        log.error({ err: error }, "database is away; what needs it is refused until it is back");
      }
      await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS).unref());
    }
    isProbing = false;
    const since = awaySinceMs;
    awaySinceMs = null;
    if (!isKnown || since === null) return;
    isKnown = false;
    returnedAtMs = performance.now();
    log.warn({ awayForMs: Math.round(returnedAtMs - since) }, "database is back");
  }

  return {
    awayForMs: () => (awaySinceMs === null ? null : performance.now() - awaySinceMs),
    suspect: (error, waitedMs) => {
      if (isProbing || databaseFailureOf(error) !== "away") return;
      const nowMs = performance.now();
      // Nobody must wait in vain again while the probe looks. A shorter wait may have met a busy machine, and proves nothing.
      if (isTimeOut(error) && waitedMs >= LOOKS * LOOK_EVERY_MS) awaySinceMs = nowMs;
      void probeFrom(nowMs);
    },
    returnedAtMs: () => returnedAtMs,
  };
}

/** Null when the database answers, though it may be too busy to take another connection. */
async function probe(databaseUrl: string): Promise<unknown> {
  const socket = new Socket();
  const client = new pg.Client({ connectionString: databaseUrl, stream: () => socket });
  // Without a listener, a connection that breaks while it is closed would end the process.
  client.on("error", () => undefined);
  const answer = client.connect().then(() => client.query("select 1"));
  try {
    await Promise.race([answer, severalLooks()]);
    void client.end().catch(() => undefined);
    return null;
  } catch (error) {
    answer.catch(() => undefined);
    // A server that hangs closes nothing, and every probe of it would leave a connection behind.
    socket.destroy();
    return databaseFailureOf(error) === "busy" ? null : error;
  }
}

/**
 * Fails after a second in which this process was free to read the answer. Time alone would blame the database for a process that
 * was busy itself: an interval fires once for a long block, and what has arrived is read before it fires again.
 */
function severalLooks(): Promise<never> {
  return new Promise((_resolve, reject) => {
    let looks = 0;
    const timer = setInterval(() => {
      looks += 1;
      if (looks < LOOKS) return;
      clearInterval(timer);
      reject(new Error("timeout expired"));
    }, LOOK_EVERY_MS);
    timer.unref();
  });
}

function isTimeOut(error: unknown): boolean {
  return error instanceof Error && /time-?out/i.test(error.message);
}
