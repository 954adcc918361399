// The embedded PostgreSQL, shared by all launchers of this checkout: the last one to leave stops it.
import fs from "node:fs";
import path from "node:path";
import { atKill } from "../processes/children.mjs";
import { identify, isSameProcess } from "../processes/process-identity.mjs";
import { waitForClaim } from "../processes/single-run.mjs";
import { keepPostgres, startUntilRunning } from "./keep-postgres.mjs";
import { findPlace } from "./postgres-place.mjs";
import { runningServer, startServer, stopServer, stopServerAtOnce } from "./postgres-server.mjs";
import { asEmbeddedOwner, ensureEmbeddedOwner, ownLogins } from "./roles.mjs";
import { urlOf } from "./sessions.mjs";

const waitTimeoutMs = 60_000;
/** Who leaves does not wait for a launcher that is starting the server: that one stays and stops it later. */
const leaveTimeoutMs = 2_000;

/**
 * Starts the server of a folder, or joins the one that already runs there, even if the launcher that started it was killed.
 * Each launcher registers itself by a file in `users/`; files of processes that have ended do not count.
 *
 * @param options.durable false for temporary data: faster, but a power failure loses the data.
 * @param options.keep whether this launcher starts the server again if it ends while the launcher lives.
 * @param options.retry whether to try again, instead of throwing, if the server does not start.
 * @returns {{ joined: boolean, urlsOf(database: string): Urls, leave(): Promise<void> }}
 *   Urls = { url, urls: { web, realtime }, ownerUrl }: url is for the processes, urls for those with a login that may do less,
 *   ownerUrl for migrations.
 */
export async function joinPostgres(folder, { durable = true, keep = false, retry = false } = {}) {
  fs.mkdirSync(path.join(folder, "users"), { recursive: true });
  const place = findPlace(folder);
  const join = () => startOrJoin(folder, place, durable);
  const { server, joined, logins, mark } = retry ? await startUntilRunning(join) : await join();
  const keeper = keep ? keepPostgres({ folder, place, durable, port: server.port }) : null;
  const takeBack = atKill(() => {
    void keeper?.stop();
    leaveAtOnce(folder, place, mark);
  });
  return {
    joined,
    urlsOf: (database) => ({
      url: urlOf(logins.url, database),
      urls: { web: urlOf(logins.urls.web, database), realtime: urlOf(logins.urls.realtime, database) },
      ownerUrl: asEmbeddedOwner(urlOf(server.urlOf("postgres"), database)),
    }),
    async leave() {
      await keeper?.stop();
      await leave(folder, place, mark).finally(takeBack);
    },
  };
}

async function startOrJoin(folder, place, durable) {
  const lock = await waitForClaim(path.join(folder, "lock"), waitTimeoutMs);
  try {
    const found = await runningServer(place);
    const server = found ?? (await startServer(place, { durable }));
    const mark = path.join(folder, "users", String(process.pid));
    fs.writeFileSync(mark, JSON.stringify(identify()));
    const logins = await prepareLogins(server.urlOf("postgres"), folder).catch(async (error) => {
      await leaveLocked(folder, place, mark);
      throw error;
    });
    return { server, joined: found !== null, logins, mark };
  } finally {
    lock.release();
  }
}

async function prepareLogins(superuser, folder) {
  await ensureEmbeddedOwner(superuser);
  return ownLogins(superuser, path.join(folder, "login.json"));
}

async function leave(folder, place, mark) {
  const lock = await waitForClaim(path.join(folder, "lock"), leaveTimeoutMs).catch(() => null);
  if (lock === null) return fs.rmSync(mark, { force: true });
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
