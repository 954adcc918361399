// Finds, starts and stops the PostgreSQL server of one place (see postgres-place.mjs).
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../processes/ports.mjs";
import { commandOf, identify } from "../processes/process-identity.mjs";
import { endBackends } from "./postgres-backends.mjs";

const waitTimeoutMs = 60_000;
/** How long a shutdown may take before a harder one follows. */
const stopWithinMs = { fast: 2_000, immediate: 1_000 };
const unsafeButFast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/** The server that runs on this place's data, once it accepts our password; null if there is none. */
export async function runningServer(place) {
  const deadline = performance.now() + waitTimeoutMs;
  for (let note = readPidFile(place); note !== null; note = readPidFile(place)) {
    const server = connectionTo(place, note.port);
    if (await accepts(server)) return server;
    if (performance.now() > deadline)
      throw new Error(
        `PostgreSQL (process ${note.pid}) is running but accepts no connection. Stop that process and start again.`,
      );
    await sleep(50);
  }
  return null;
}

/**
 * Starts the server and waits until it accepts connections, which after a crash includes its recovery.
 *
 * @param options.durable false for temporary data.
 * @param options.port by default any free one. A restart keeps the port, so that the processes' DATABASE_URL stays valid.
 * @param options.signal ends the waiting; the server itself continues.
 * @throws {Error} with the last lines of its log if it does not start.
 */
export async function startServer(place, { durable, port: wanted, signal }) {
  createCluster(place, durable);
  await clearRemains(place);
  const port = wanted ?? (await freePort());
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
  let obstacle = null;
  server.once("error", (error) => {
    obstacle = error;
  });
  const connection = connectionTo(place, port);
  while (!(await accepts(connection))) {
    if (obstacle !== null) throw new Error(`PostgreSQL could not be started: ${obstacle.message}`);
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`PostgreSQL did not start:\n${lastLines(logFile)}`);
    signal?.throwIfAborted();
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

/**
 * SIGINT is PostgreSQL's "fast" shutdown: it closes open sessions and loses no data. If it takes too long, the harder ones follow,
 * after which the next start recovers from the write-ahead log.
 */
export async function stopServer(place) {
  const note = readPidFile(place);
  if (note === null) return;
  for (const [signal, withinMs] of [
    ["SIGINT", stopWithinMs.fast],
    ["SIGQUIT", stopWithinMs.immediate],
  ]) {
    sendSignal(note.pid, signal);
    if (await hasStopped(place, withinMs)) return;
  }
  await killServer(place);
}

/** Kills the server with all its processes. The next start recovers from the write-ahead log. */
export async function killServer(place) {
  const note = readPidFile(place);
  if (note !== null) sendSignal(note.pid, "SIGKILL");
  await hasStopped(place, waitTimeoutMs);
  await endBackends(dataOf(place));
}

async function hasStopped(place, withinMs) {
  const deadline = performance.now() + withinMs;
  while (readPidFile(place) !== null) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** SIGQUIT is the "immediate" shutdown: the next start recovers from the write-ahead log. */
export function stopServerAtOnce(place) {
  const note = readPidFile(place);
  if (note !== null) sendSignal(note.pid, "SIGQUIT");
}

/**
 * { pid, startMark, port } of the server that runs on this data, or null. After a crash the file names a process that has ended, or
 * an unrelated one that has the same id.
 */
export function readPidFile(place) {
  const text = textOf(pidFile(place));
  if (text === null) return null;
  const lines = text.split("\n");
  const server = identify(Number(lines[0]));
  if (server === null) return null;
  const command = commandOf(server.pid);
  return command === "" || command.includes(dataOf(place)) ? { ...server, port: Number(lines[3]) } : null;
}

/**
 * Removes what a server that was killed leaves behind. Its backends end first: one that still works would go on writing into the
 * data. PostgreSQL itself removes a pid file whose process has ended, but not one whose id is in use again.
 */
async function clearRemains(place) {
  await endBackends(dataOf(place));
  const pid = Number(textOf(pidFile(place))?.split("\n")[0]);
  if (pid > 0 && existsAtAll(pid)) fs.rmSync(pidFile(place), { force: true });
}

/** Also true for a process that has ended but whose parent has not asked for its exit code. */
function existsAtAll(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

function lastLines(file) {
  return fs.readFileSync(file, "utf8").trim().split("\n").slice(-8).join("\n");
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
  return { port, urlOf: (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}` };
}

async function accepts(server) {
  return (await tryToConnect(server, 5_000)) === "connected";
}

/** Whether the server answers at all, even if only to say that it is starting or has no free connection. */
export async function answers(place, port, withinMs) {
  return (await tryToConnect(connectionTo(place, port), withinMs)) !== "no answer";
}

async function tryToConnect(server, withinMs) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    connectionString: server.urlOf("postgres"),
    connectionTimeoutMillis: withinMs,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    return "connected";
  } catch (error) {
    return error instanceof pg.DatabaseError ? "refused" : "no answer";
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

function pidFile(place) {
  return path.join(dataOf(place), "postmaster.pid");
}

function passwordFile(place) {
  return path.join(place.home, "password");
}
