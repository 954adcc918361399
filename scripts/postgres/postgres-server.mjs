// Finds, starts and stops the PostgreSQL server of one place (see postgres-place.mjs).
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../processes/ports.mjs";
import { commandOf, identify } from "../processes/process-identity.mjs";

const waitTimeoutMs = 60_000;
const unsafeButFast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/** The server that runs on this place's data, once it accepts our password; null if there is none. */
export async function runningServer(place) {
  const deadline = Date.now() + waitTimeoutMs;
  for (let note = readPidFile(place); note !== null; note = readPidFile(place)) {
    const server = connectionTo(place, note.port);
    if (await accepts(server)) return server;
    if (Date.now() > deadline)
      throw new Error(
        `PostgreSQL (process ${note.pid}) is running but accepts no connection. Stop that process and start again.`,
      );
    await sleep(50);
  }
  return null;
}

export async function startServer(place, durable) {
  createCluster(place, durable);
  const port = await freePort();
  const settings = [
    "max_connections=200",
    "timezone=UTC",
    "log_timezone=UTC",
    ...(durable ? [] : unsafeButFast),
  ];
  const logFile = path.join(place.home, "server.log");
  if (fs.existsSync(logFile)) fs.renameSync(logFile, `${logFile}.before`);
  const log = fs.openSync(logFile, "w", 0o600);
  const server = spawn(
    path.join(place.programs, "bin/postgres"),
    [
      "-D",
      dataOf(place),
      "-p",
      String(port),
      "-h",
      "127.0.0.1",
      "-k",
      "",
      ...settings.flatMap((s) => ["-c", s]),
    ],
    // In a separate session, so that Ctrl-C reaches only the launcher, which stops the database last.
    {
      ...place.account,
      cwd: place.home,
      env: plainEnvironment(),
      stdio: ["ignore", log, log],
      detached: true,
    },
  );
  fs.closeSync(log);
  server.unref();
  const connection = connectionTo(place, port);
  while (!(await accepts(connection))) {
    if (server.exitCode !== null)
      throw new Error(`PostgreSQL did not start:\n${fs.readFileSync(logFile, "utf8")}`);
    await sleep(25);
  }
  return connection;
}

/** Created under another name and renamed once complete, so that an interrupted run leaves no partial cluster. */
function createCluster(place, durable) {
  if (fs.existsSync(path.join(dataOf(place), "PG_VERSION"))) return;
  const secret = passwordFile(place);
  fs.writeFileSync(secret, randomBytes(24).toString("hex"), { mode: 0o600 });
  if (place.account) fs.chownSync(secret, place.account.uid, place.account.gid);
  const half = `${dataOf(place)}.new`;
  fs.rmSync(half, { recursive: true, force: true });
  const options = ["-U", "postgres", "--auth=scram-sha-256", `--pwfile=${secret}`, "--encoding=UTF8"];
  if (!durable) options.push("--no-sync");
  // Sorts by code point, which is the same on every machine, and knows upper and lower case for all of Unicode.
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const made = spawnSync(path.join(place.programs, "bin/initdb"), ["-D", half, ...options, ...locale], {
    ...place.account,
    cwd: place.home,
    env: plainEnvironment(),
    encoding: "utf8",
  });
  if (made.status !== 0)
    throw new Error(`initdb failed: ${made.error?.message ?? made.stdout + made.stderr}`);
  fs.renameSync(half, dataOf(place));
}

/** SIGINT is PostgreSQL's "fast" shutdown: it closes open sessions and loses no data. */
export async function stopServer(place) {
  const note = readPidFile(place);
  if (note === null) return;
  process.kill(note.pid, "SIGINT");
  const deadline = Date.now() + waitTimeoutMs;
  while (readPidFile(place) !== null) {
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL (process ${note.pid}) did not stop within ${waitTimeoutMs / 1000} s`);
    await sleep(20);
  }
}

/** SIGQUIT is the "immediate" shutdown: the next start recovers from the write-ahead log. */
export function stopServerAtOnce(place) {
  const note = readPidFile(place);
  if (note !== null) process.kill(note.pid, "SIGQUIT");
}

/**
 * The process id and port of the running server on this data, or null. After a crash the file names a process that has ended
 * or an unrelated process that has the same id. Such a file is removed, because PostgreSQL would refuse to start.
 */
function readPidFile(place) {
  const file = path.join(dataOf(place), "postmaster.pid");
  const text = textOf(file);
  if (text === null) return null;
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  const command = identify(pid) === null ? null : commandOf(pid);
  if (command !== null && (command === "" || command.includes(dataOf(place))))
    return { pid, port: Number(lines[3]) };
  fs.rmSync(file, { force: true });
  return null;
}

/** Null if the file does not exist, or if a server that is stopping removes it meanwhile. */
function textOf(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

function connectionTo(place, port) {
  const password = fs.readFileSync(passwordFile(place), "utf8").trim();
  return { urlOf: (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}` };
}

async function accepts(server) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    connectionString: server.urlOf("postgres"),
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function plainEnvironment() {
  return { PATH: process.env.PATH, LC_ALL: "C" };
}

function dataOf(place) {
  return path.join(place.home, "data");
}

function passwordFile(place) {
  return path.join(place.home, "password");
}
