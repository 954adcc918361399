import pg from "pg";
import { logFor } from "@/server/log";
import type { ProcessName } from "@/server/settings/setting";
import { type Availability, availabilityOf } from "./availability";
import { databaseFailureOf, knownAway } from "./failure";

/** How long one use of the database may take. All in milliseconds. */
export type PoolLimits = {
  /** For a connection, new or free. */
  connectMs: number;
  /** For one statement; the server cancels it. */
  statementMs: number;
};

/** For work that somebody waits for: connecting and a statement together, or two statements, stay under five seconds. */
const forRequests: PoolLimits = { connectMs: 2000, statementMs: 2000 };
/** For jobs: longer than their longest transaction, which has a time-out of its own. */
const forJobs: PoolLimits = { connectMs: 5000, statementMs: 660_000 };

/** A server that has not even cancelled a statement after this time no longer answers; this process may have been busy, too. */
const SERVER_MAY_LAG_MS = 1500;
/** A transaction that is left open by a process that vanished must not hold its locks for long. */
const IDLE_TRANSACTION_MS = 120_000;
/** Work that was under way when the database went away has this long to go on after its return. */
const GO_ON_WITHIN_MS = 30_000;

export function poolLimitsOf(processes: readonly ProcessName[]): PoolLimits {
  return processes.every((name) => name === "web") ? forRequests : forJobs;
}

/** The settings of pg for these limits, also for a pool that a library opens. */
export function pgLimits({ connectMs, statementMs }: PoolLimits) {
  return {
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + SERVER_MAY_LAG_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

/**
 * Opens a pool that never waits long: every step has a time-out, and while the database is known to be away, asking for a
 * connection fails at once. It recovers by itself within a second of the database's return.
 */
export function openPool(databaseUrl: string, { max, limits }: { max: number; limits: PoolLimits }): pg.Pool {
  const known = availabilityOf(databaseUrl);
  const suspect = (error: unknown) => known.suspect(error, limits.connectMs);
  const pool = new pg.Pool({ connectionString: databaseUrl, max, ...pgLimits(limits) });
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on("error", (error) => {
    logFor("database").warn({ reason: error.message }, "an idle database connection broke");
    suspect(error);
  });
  pool.on("connect", (client) => dropWhenUnanswered(client, suspect));
  pool.on("release", (error) => suspect(error));
  refuseWhileAway(pool, { ...known, suspect }, dropsLost(pool, known));
  return pool;
}

/** Asking for a connection is the one way into the pool: `pool.query` and transactions go through it as well. */
function refuseWhileAway(
  pool: pg.Pool,
  { awayForMs, suspect }: { awayForMs: Availability["awayForMs"]; suspect: Suspect },
  dropLost: () => void,
): void {
  pool.connect = new Proxy(pool.connect, {
    apply: (connect, _self, [callback]: [Callback?]) => {
      const isAway = awayForMs() !== null;
      dropLost();
      if (callback === undefined) {
        if (isAway) return Promise.reject(knownAway());
        const connected: Promise<pg.PoolClient> = Reflect.apply(connect, pool, []);
        connected.catch(suspect);
        return connected;
      }
      const tell: Callback = (error, ...rest) => {
        suspect(error);
        callback(error, ...rest);
      };
      if (isAway) process.nextTick(callback, knownAway(), undefined, () => undefined);
      else Reflect.apply(connect, pool, [tell]);
      return undefined;
    },
  });
}

type Suspect = (error: unknown) => void;
type Callback = (error: Error | undefined, ...rest: unknown[]) => void;

/**
 * A statement that the server did not even cancel leaves its connection unusable, but a transaction would first wait as long
 * again for its rollback and then give the connection back.
 */
function dropWhenUnanswered(client: pg.PoolClient, suspect: Suspect): void {
  client.query = new Proxy(client.query, {
    apply: (query, _self, given: unknown[]) => {
      const answer: unknown = Reflect.apply(query, client, given);
      if (answer instanceof Promise)
        answer.catch((error) => {
          suspect(error);
          if (databaseFailureOf(error) === "away") void client.end().catch(() => undefined);
        });
      return answer;
    },
  });
}

/** Where the network was cut, a connection never learns that its server has gone: nothing would end a long wait on it. */
function dropsLost(pool: pg.Pool, { returnedAtMs }: Availability): () => void {
  const inUseSinceMs = new Map<pg.PoolClient, number>();
  pool.on("acquire", (client) => inUseSinceMs.set(client, performance.now()));
  pool.on("release", (_error, client) => inUseSinceMs.delete(client));
  pool.on("remove", (client) => inUseSinceMs.delete(client));
  return () => {
    const returned = returnedAtMs();
    if (returned === null || performance.now() < returned + GO_ON_WITHIN_MS) return;
    for (const [client, sinceMs] of inUseSinceMs)
      if (sinceMs < returned) void client.end().catch(() => undefined);
  };
}
