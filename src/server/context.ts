import { randomBytes } from "node:crypto";
import { type IdPrefix, makeId } from "@/domain/ids";
import { type Db, db } from "./db";
import { type Log, logFor } from "./log";

/** Who asks. One answer for web, job and, later, session and key. */
export type Actor = { type: "anonymous"; address: string | null } | { type: "system"; job: string };

/** What every verb takes first: the database, the only clock, who asks, and where to log. */
export type Context = { db: Db; now: Date; actor: Actor; requestId: string; log: Log };

export function jobContext(job: string, now = new Date()): Context {
  const requestId = newId("req", now);
  return { db: db(), now, actor: { type: "system", job }, requestId, log: logFor(job).child({ requestId }) };
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
// A poll may make 100,000 ids, and asking the system for each costs more than all the rest.
let random = Buffer.alloc(0);

export function newId<P extends IdPrefix>(prefix: P, now: Date): `${P}_${string}` {
  if (random.length < RANDOM_PER_ID) random = randomBytes(RANDOM_PER_ID * 256);
  const own = random.subarray(0, RANDOM_PER_ID);
  random = random.subarray(RANDOM_PER_ID);
  return makeId(prefix, now, own);
}
