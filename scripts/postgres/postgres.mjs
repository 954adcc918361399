// The embedded PostgreSQL, shared by all launchers of this checkout: the last one to leave stops it.
import fs from "node:fs";
import path from "node:path";
import { atKill } from "../processes/children.mjs";
import { identify, isSameProcess } from "../processes/process-identity.mjs";
import { waitForClaim } from "../processes/single-run.mjs";
import { findPlace } from "./postgres-place.mjs";
import { runningServer, startServer, stopServer, stopServerAtOnce } from "./postgres-server.mjs";
import { asEmbeddedOwner, ensureEmbeddedOwner, ownLogins } from "./roles.mjs";
import { urlOf } from "./sessions.mjs";

const waitTimeoutMs = 60_000;

/**
 * Starts the server of a folder, or joins the one that already runs there, even if the launcher that started it was killed.
 * Each launcher registers itself by a file in `users/`; files of processes that have ended do not count.
 *
 * @param options.durable false for temporary data: faster, but a power failure loses the data.
 * @returns {{ joined: boolean, urlsOf(database: string): Urls, leave(): Promise<void> }}
 *   Urls = { url, urls: { web, realtime }, ownerUrl }: url is for the processes, urls for those with a login that may do less,
 *   ownerUrl for migrations.
 */
export async function joinPostgres(folder, { durable = true } = {}) {
  fs.mkdirSync(path.join(folder, "users"), { recursive: true });
  const lock = await waitForClaim(path.join(folder, "lock"), waitTimeoutMs);
  try {
    const place = findPlace(folder);
    const found = await runningServer(place);
    const server = found ?? (await startServer(place, durable));
    const mark = path.join(folder, "users", String(process.pid));
    fs.writeFileSync(mark, JSON.stringify(identify()));
    const takeBack = atKill(() => leaveAtOnce(folder, place, mark));
    const superuser = server.urlOf("postgres");
    const logins = await prepareLogins(superuser, folder).catch(async (error) => {
      await leaveLocked(folder, place, mark).finally(takeBack);
      throw error;
    });
    return {
      joined: found !== null,
      urlsOf: (database) => ({
        url: urlOf(logins.url, database),
        urls: { web: urlOf(logins.urls.web, database), realtime: urlOf(logins.urls.realtime, database) },
        ownerUrl: asEmbeddedOwner(urlOf(superuser, database)),
      }),
      leave: () => leave(folder, place, mark).finally(takeBack),
    };
  } finally {
    lock.release();
  }
}

async function prepareLogins(superuser, folder) {
  await ensureEmbeddedOwner(superuser);
  return ownLogins(superuser, path.join(folder, "login.json"));
}

async function leave(folder, place, mark) {
  const lock = await waitForClaim(path.join(folder, "lock"), waitTimeoutMs);
  try {
    await leaveLocked(folder, place, mark);
  } finally {
    lock.release();
  }
}

async function leaveLocked(folder, place, mark) {
  fs.rmSync(mark, { force: true });
  if (liveUsers(folder).length === 0) await stopServer(place);
}

function leaveAtOnce(folder, place, mark) {
  fs.rmSync(mark, { force: true });
  if (liveUsers(folder).length === 0) stopServerAtOnce(place);
}

/** Also false for a truncated file: the process that was writing it did not live to use the server. */
function isAlive(mark) {
  try {
    return isSameProcess(JSON.parse(fs.readFileSync(mark, "utf8")));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The process ids of the launchers that still run. Removes the files of the others. */
export function liveUsers(folder) {
  const users = path.join(folder, "users");
  return fs.readdirSync(users).filter((name) => {
    const alive = isAlive(path.join(users, name));
    if (!alive) fs.rmSync(path.join(users, name), { force: true });
    return alive;
  });
}
