import { randomBytes } from "node:crypto";
import type { Actor } from "@/domain/actor";
import { type IdPrefix, makeId } from "@/domain/ids";
import { type Db, db } from "./db";
import { type Log, logFor } from "./log";

/** What every verb takes first: the database, the only clock, who asks, and where to log. */
export type Context = {
  db: Db;
  now: Date;
  actor: Actor;
  requestId: string;
  log: Log;
  /** Set by `inTransaction` only; then `db` is that transaction. */
  transaction?: OpenTransaction;
  /** Aborted once nobody waits for the result any more; absent where that is never known. */
  signal?: AbortSignal;
};

/**
 * A context within an open transaction, made by `inTransaction` only. Functions that write take this one, so none can write
 * outside of a transaction.
 */
export type TransactionContext = Context & { transaction: OpenTransaction };

/** What a transaction remembers until it ends. */
export type OpenTransaction = {
  isOpen: boolean;
  organizationId: string | null;
  /** Why a joined piece of work failed: its writes are half done, so nothing may be committed. */
  failure: { error: unknown } | null;
  lastSteps: ((tx: TransactionContext) => Promise<void>)[];
  effects: ((ctx: Context) => Promise<void>)[];
};

/** Who asked for a job: it acts for the same organization, and its log lines bear the same request id. */
type AskedBy = { requestId?: string; organizationId?: string | null };

export function jobContext(
  job: string,
  now = new Date(),
  { requestId = newId("req", now), organizationId = null }: AskedBy = {},
): Context {
  const actor: Actor = { type: "system", job, organizationId };
  return { db: db(), now, actor, requestId, log: logFor(job).child({ requestId }) };
}

export function requestContext(headers: Headers, now = new Date()): Context {
  const requestId = headers.get("x-request-id") ?? newId("req", now);
  // The front door replaces x-forwarded-for, so its last entry is the address it saw.
  const address = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? null;
  return {
    db: db(),
    now,
    actor: { type: "anonymous", address },
    requestId,
    log: logFor("web").child({ requestId }),
  };
}

const RANDOM_PER_ID = 10;
// A poll may make 100,000 ids, and asking the system for random bytes each time costs more than everything else.
let random = Buffer.alloc(0);

export function newId<P extends IdPrefix>(prefix: P, now: Date): `${P}_${string}` {
  if (random.length < RANDOM_PER_ID) random = randomBytes(RANDOM_PER_ID * 256);
  const own = random.subarray(0, RANDOM_PER_ID);
  random = random.subarray(RANDOM_PER_ID);
  return makeId(prefix, now, own);
}
