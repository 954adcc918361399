// PostgreSQL servers for tests and benchmarks: an empty cluster in the temporary folder, deleted after use.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { dataFolder } from "../prepare/environment.mjs";
import { joinPostgres, liveUsers } from "./postgres.mjs";
import { findPlace } from "./postgres-place.mjs";
import { stopServer } from "./postgres-server.mjs";

/** Like `joinPostgres`, but `leave` also deletes the server, whose folder is made in `parent`. */
export async function throwAwayPostgres({ durable = false, keep = false, parent = os.tmpdir() } = {}) {
  await sweepThrowAways();
  const folder = fs.mkdtempSync(path.join(parent, "gpubroker-postgres-"));
  fs.chmodSync(folder, 0o755);
  const note = path.join(dataFolder, "throw-away", path.basename(folder));
  fs.mkdirSync(path.dirname(note), { recursive: true });
  const server = await joinPostgres(folder, { durable, keep });
  fs.writeFileSync(note, folder);
  return { urlsOf: server.urlsOf, leave: () => server.leave().then(() => remove(folder, note)) };
}

/** Stops and deletes the temporary servers of runs that were killed. */
async function sweepThrowAways() {
  const notes = path.join(dataFolder, "throw-away");
  for (const name of fs.existsSync(notes) ? fs.readdirSync(notes) : []) {
    const note = path.join(notes, name);
    const folder = fs.readFileSync(note, "utf8");
    if (fs.existsSync(folder)) {
      if (liveUsers(folder).length > 0) continue;
      await stopServer(findPlace(folder));
    }
    remove(folder, note);
  }
}

function remove(folder, note) {
  if (fs.existsSync(folder)) fs.rmSync(findPlace(folder).home, { recursive: true, force: true });
  fs.rmSync(folder, { recursive: true, force: true });
  fs.rmSync(note, { force: true });
}
