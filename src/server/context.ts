import { randomBytes } from "node:crypto";
import type { Actor } from "@/domain/actor";
import { type IdPrefix, makeId } from "@/domain/ids";
import { trustedNow } from "@/server/clock/clock";
import { type Db, db } from "./db";
import { readForwarded } from "./forwarded";
import { type Log, logFor } from "./log";

/** The first argument of every verb: the database, the only clock (the trusted time of clock.ts), the actor and the log. */
export type Context = {
  db: Db;
  now: Date;
  actor: Actor;
  requestId: string;
  log: Log;
  /** Set by `inTransaction` only; then `db` is that transaction. */
  transaction?: OpenTransaction;
  /** Aborted once nobody waits for the result; absent when that cannot be known. */
  signal?: AbortSignal;
};

/**
 * A context in an open transaction, made by `inTransaction` only. Functions that write take this type, so none can write
 * outside a transaction.
 */
export type TransactionContext = Context & { transaction: OpenTransaction };

/** The state of a transaction until it ends. */
export type OpenTransaction = {
  isOpen: boolean;
  organizationId: string | null;
  /** The error of a joined piece of work: its writes are incomplete, so nothing may be committed. */
  failure: { error: unknown } | null;
  lastSteps: ((tx: TransactionContext) => Promise<void>)[];
  effects: ((ctx: Context) => Promise<void>)[];
};

/** Who asked for a job: the job acts for the same organization, and its log lines carry the same request id. */
type AskedBy = { requestId?: string; organizationId?: string | null };

export function jobContext(
  job: string,
  now = trustedNow(),
  { requestId = newId("req", now), organizationId = null }: AskedBy = {},
): Context {
  const actor: Actor = { type: "system", job, organizationId };
  return { db: db(), now, actor, requestId, log: logFor(job).child({ requestId }) };
}

export function requestContext(headers: Headers, now = trustedNow()): Context {
  const requestId = headers.get("x-request-id") ?? newId("req", now);
  const { address } = readForwarded((name) => headers.get(name));
  return {
    db: db(),
    now,
    actor: { type: "anonymous", address },
    requestId,
    log: logFor("web").child({ requestId }),
  };
}

const RANDOM_PER_ID = 10;
// A poll may make 100,000 ids, and a system call for random bytes per id would cost more than everything else.
let random = Buffer.alloc(0);

export function newId<P extends IdPrefix>(prefix: P, now: Date): `${P}_${string}` {
  if (random.length < RANDOM_PER_ID) random = randomBytes(RANDOM_PER_ID * 256);
  const own = random.subarray(0, RANDOM_PER_ID);
  random = random.subarray(RANDOM_PER_ID);
  return makeId(prefix, now, own);
}
