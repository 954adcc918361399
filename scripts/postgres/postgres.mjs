// A real PostgreSQL from packaged programs, shared by all who need it: the last user to leave stops it.
import fs from "node:fs";
import path from "node:path";
import { atKill } from "../processes/children.mjs";
import { identify, isSameProcess } from "../processes/process-identity.mjs";
import { claimSoon } from "../processes/single-run.mjs";
import { findPlace } from "./postgres-place.mjs";
import { runningServer, startServer, stopServer, stopServerAtOnce } from "./postgres-server.mjs";
import { asEmbeddedOwner, ensureEmbeddedOwner, ownLogin } from "./roles.mjs";
import { urlOf } from "./sessions.mjs";

const patienceMs = 60_000;

/**
 * Starts the server of a folder, or joins the one already running there (also one left behind by a launcher that was
 * killed). Each user leaves a mark in `users/`; marks of dead processes do not count.
 *
 * @param options.durable false for throw-away data: faster, and lost with the machine's power.
 * @returns {{ joined: boolean, urlsOf(database: string): { url: string, ownerUrl: string }, leave(): Promise<void> }}
 *   url is for processes, ownerUrl for whoever makes the tables.
 */
export async function joinPostgres(folder, { durable = true } = {}) {
  fs.mkdirSync(path.join(folder, "users"), { recursive: true });
  const lock = await claimSoon(path.join(folder, "lock"), patienceMs);
  try {
    const place = findPlace(folder);
    const found = await runningServer(place);
    const server = found ?? (await startServer(place, durable));
    const mark = path.join(folder, "users", String(process.pid));
    fs.writeFileSync(mark, JSON.stringify(identify()));
    const takeBack = atKill(() => leaveAtOnce(folder, place, mark));
    const superuser = server.urlOf("postgres");
    await ensureEmbeddedOwner(superuser);
    const login = await ownLogin(superuser, path.join(folder, "login.json"));
    return {
      joined: found !== null,
      urlsOf: (database) => ({
        url: urlOf(login, database),
        ownerUrl: asEmbeddedOwner(urlOf(superuser, database)),
      }),
      leave: () => leave(folder, place, mark).finally(takeBack),
    };
  } finally {
    lock.release();
  }
}

async function leave(folder, place, mark) {
  const lock = await claimSoon(path.join(folder, "lock"), patienceMs);
  try {
    fs.rmSync(mark, { force: true });
    if (liveUsers(folder).length === 0) await stopServer(place);
  } finally {
    lock.release();
  }
}

function leaveAtOnce(folder, place, mark) {
  fs.rmSync(mark, { force: true });
  if (liveUsers(folder).length === 0) stopServerAtOnce(place);
}

/** Process ids of the users that still live; the marks of the others are removed. */
export function liveUsers(folder) {
  const users = path.join(folder, "users");
  return fs.readdirSync(users).filter((name) => {
    const alive = isSameProcess(JSON.parse(fs.readFileSync(path.join(users, name), "utf8")));
    if (!alive) fs.rmSync(path.join(users, name), { force: true });
    return alive;
  });
}
