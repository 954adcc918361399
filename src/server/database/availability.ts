import pg from "pg";
import { logFor } from "@/server/log";
import { databaseFailureOf } from "./failure";

/** What this process knows of whether one database answers. */
export type Availability = {
  /** Milliseconds since it was first found away; null while it answers. */
  awayForMs: () => number | null;
  /** Told of every failed use: looks at once whether the database is away. */
  suspect: (error: unknown) => void;
  /** When it last came back, by the monotonic clock; null: it was never away. */
  returnedAtMs: () => number | null;
};

const PROBE_WITHIN_MS = 1000;
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
  let awaySinceMs: number | null = null;
  let returnedAtMs: number | null = null;
  const log = logFor("database");

  async function probeFrom(suspectedAtMs: number): Promise<void> {
    isProbing = true;
    for (;;) {
      const error = await probe(databaseUrl);
      if (error === null) break;
      if (awaySinceMs === null) {
        awaySinceMs = suspectedAtMs;
        log.error({ err: error }, "database is away; what needs it is refused until it is back");
      }
      await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS).unref());
    }
    isProbing = false;
    if (awaySinceMs === null) return;
    log.warn({ awayForMs: Math.round(performance.now() - awaySinceMs) }, "database is back");
    awaySinceMs = null;
    returnedAtMs = performance.now();
  }

  return {
    awayForMs: () => (awaySinceMs === null ? null : performance.now() - awaySinceMs),
    suspect: (error) => {
      if (!isProbing && databaseFailureOf(error) === "away") void probeFrom(performance.now());
    },
    returnedAtMs: () => returnedAtMs,
  };
}

/** Null when the database answers, though it may be too busy to take another connection. */
async function probe(databaseUrl: string): Promise<unknown> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: PROBE_WITHIN_MS,
    query_timeout: PROBE_WITHIN_MS,
  });
  // Without a listener, a connection that breaks while it is closed would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return null;
  } catch (error) {
    return databaseFailureOf(error) === "busy" ? null : error;
  } finally {
    void client.end().catch(() => undefined);
  }
}
