import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { root } from "../prepare/environment.mjs";
import { isSameProcess } from "../processes/process-identity.mjs";
import { keepPostgres } from "./keep-postgres.mjs";
import { joinPostgres } from "./postgres.mjs";
import { findPlace } from "./postgres-place.mjs";
import { readPidFile, startServer, stopServer } from "./postgres-server.mjs";

const recoverWithin = { timeout: 10_000, interval: 50 };
const launcherSource = `
  const { joinPostgres } = await import("./scripts/postgres/postgres.mjs");
  const server = await joinPostgres(process.argv[1], { durable: true, keep: true });
  process.on("message", () => server.leave().then(() => process.exit(0)));
  process.send({ joined: server.joined, url: server.urlsOf("postgres").url });`;

type Launcher = { child: ChildProcess; joined: boolean; url: string; lines: string[] };

let folder = "";
const launchers: ChildProcess[] = [];
const place = () => findPlace(folder);

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "keep-postgres-"));
  fs.chmodSync(folder, 0o755);
});
afterAll(async () => {
  for (const child of launchers) child.kill("SIGKILL");
  const { home } = place();
  await stopServer(place());
  fs.rmSync(home, { recursive: true, force: true });
  fs.rmSync(folder, { recursive: true, force: true });
});

it("a killed PostgreSQL is started again on its data and port, by exactly one of its launchers", async () => {
  const [first, second] = [await launch(), await launch()];
  expect([first.joined, second.joined, second.url]).toEqual([false, true, first.url]);
  await query(first.url, "create table public.kept as select 7 as value");

  await killMain();
  expect(await answer(first.url, "select value from public.kept")).toBe(7);
  await vi.waitUntil(() => toldBy(first, second, "ready again").length > 0, recoverWithin);
  expect(toldBy(first, second, "starting it again")).toHaveLength(1);
});

it("another launcher takes over when the one that started the server was killed, and the last to leave stops it", async () => {
  const [first, last] = [await launch(), await launch()];
  for (const child of launchers) if (child !== last.child) await end(child, "SIGKILL");
  expect(first.child.signalCode).toBe("SIGKILL");
  await killMain();
  expect(await answer(last.url, "select value from public.kept")).toBe(7);

  last.child.send("leave");
  await exited(last.child);
  expect(readPidFile(place())).toBeNull();
});

it("the server of a launcher that was killed is adopted by the next one", async () => {
  const before = await launch();
  await end(before.child, "SIGKILL");
  const after = await launch();
  expect([after.joined, after.url]).toEqual([true, before.url]);
});

it("a backend that outlives a killed server does not keep it from starting", async () => {
  const { url } = await launch();
  const session = await connect(url);
  process.kill((await session.query("select pg_backend_pid() as pid")).rows[0].pid, "SIGSTOP");
  await killMain();
  expect(await answer(url, "select value from public.kept")).toBe(7);
});

it("a killed backend, which makes PostgreSQL end all sessions and recover, costs seconds", async () => {
  const { url } = await launch();
  const [victim, bystander] = await Promise.all([connect(url), connect(url)]);
  const ended = new Promise((resolve) => bystander.once("end", resolve));
  process.kill((await victim.query("select pg_backend_pid() as pid")).rows[0].pid, "SIGKILL");
  await ended;
  expect(await answer(url, "select value from public.kept")).toBe(7);
});

it("a server that cannot start is reported once, with the reason, and runs as soon as it can", async () => {
  for (const child of launchers) await end(child, "SIGKILL");
  const launcher = await launch();
  const control = path.join(place().home, "data/global/pg_control");
  fs.renameSync(control, `${control}.away`);
  await killMain();
  await vi.waitUntil(() => toldBy(launcher, "in a row").length > 1, recoverWithin);
  fs.renameSync(`${control}.away`, control);
  expect(await answer(launcher.url, "select value from public.kept")).toBe(7);
  expect(toldBy(launcher, "PostgreSQL did not start:")).toHaveLength(1);
});

it("a server that hangs is killed and started again", async () => {
  for (const child of launchers) await end(child, "SIGKILL");
  const server = await joinPostgres(folder, { durable: true });
  const url = asSuperuser(server.urlsOf("postgres").url);
  const main = readPidFile(place());
  if (main === null) throw new Error("no server");
  const short = { lookEveryMs: 20, askEveryMs: 50, answerMs: 300, missedAnswers: 2 };
  const keeper = keepPostgres({ folder, place: place(), durable: true, port: main.port }, short);
  process.kill(main.pid, "SIGSTOP");
  await vi.waitUntil(() => !isSameProcess(main), recoverWithin);
  expect(await answer(url, "select value from public.kept")).toBe(7);
  await keeper.stop();
  await server.leave();
});

it("a server whose program is missing is an error of its start, and ends nobody", async () => {
  const start = startServer(
    { ...place(), programs: "/nowhere" },
    { durable: true, port: undefined, signal: undefined },
  );
  await expect(start).rejects.toThrow(/could not be started.*ENOENT/);
});

/** A launcher of its own: a process that uses the server and keeps it. */
async function launch(): Promise<Launcher> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", launcherSource, folder], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  launchers.push(child);
  const lines: string[] = [];
  child.stdout?.on("data", (text) => lines.push(...String(text).split("\n")));
  const { joined, url } = await new Promise<{ joined: boolean; url: string }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { joined: boolean; url: string }));
    child.once("exit", () => reject(new Error("the launcher ended")));
  });
  return { child, joined, url: asSuperuser(url), lines };
}

/** The processes' login may not create the table of this test. */
function asSuperuser(url: string): string {
  const address = new URL(url);
  address.username = "postgres";
  address.password = fs.readFileSync(path.join(place().home, "password"), "utf8").trim();
  return address.toString();
}

function toldBy(...args: [...Launcher[], string]): string[] {
  const text = args.at(-1) as string;
  return (args.slice(0, -1) as Launcher[]).flatMap(({ lines }) =>
    lines.filter((line) => line.includes(text)),
  );
}

async function killMain(): Promise<void> {
  const main = readPidFile(place());
  if (main === null) throw new Error("no server");
  process.kill(main.pid, "SIGKILL");
  await vi.waitUntil(() => !isSameProcess(main), recoverWithin);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = exited(child);
  child.kill(signal);
  await gone;
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

async function connect(url: string): Promise<pg.Client> {
  const session = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  session.on("error", () => {});
  await session.connect();
  return session;
}

async function query(url: string, sql: string) {
  const session = await connect(url);
  try {
    return (await session.query(sql)).rows[0];
  } finally {
    await session.end().catch(() => {});
  }
}

/** The value once the server answers again, which must be within ten seconds. */
async function answer(url: string, sql: string): Promise<unknown> {
  return vi.waitUntil(async () => (await query(url, sql).catch(() => null))?.value, recoverWithin);
}
