import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identify, isSameProcess } from "./process-identity.mjs";
import { claim } from "./single-run.mjs";

let folder = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "single-run-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const lockFile = () => path.join(folder, "sub", "lock.json");

test("a lock is held until it is released, and a second claim returns the holder", async () => {
  const first = await claim(lockFile(), { port: 10355 });
  expect(first).not.toHaveProperty("holder");
  expect(await claim(lockFile())).toMatchObject({ holder: { pid: process.pid, port: 10355 } });
  if ("release" in first) first.release();
  expect(await claim(lockFile())).not.toHaveProperty("holder");
});

test("the lock of a process that was killed is taken over", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const holder = identify(child.pid);
  fs.mkdirSync(path.dirname(lockFile()));
  fs.writeFileSync(lockFile(), JSON.stringify(holder));
  expect(await claim(lockFile())).toMatchObject({ holder });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
  expect(await claim(lockFile())).not.toHaveProperty("holder");
});

test("a process that reuses the old holder's process id does not hold the lock", async () => {
  fs.mkdirSync(path.dirname(lockFile()));
  fs.writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, startMark: "another time" }));
  expect(await claim(lockFile())).not.toHaveProperty("holder");
});

test("an unreadable lock file is held by nobody", async () => {
  fs.mkdirSync(path.dirname(lockFile()));
  fs.writeFileSync(lockFile(), "{");
  expect(await claim(lockFile())).not.toHaveProperty("holder");
});

test("if many claims find a stale lock at once, exactly one succeeds", async () => {
  fs.mkdirSync(path.dirname(lockFile()));
  fs.writeFileSync(lockFile(), JSON.stringify({ pid: 2 ** 22 + 1, startMark: "1" }));
  const claims = await Promise.all(Array.from({ length: 20 }, () => claim(lockFile())));
  expect(claims.filter((one) => "release" in one)).toHaveLength(1);
});

test("a process recognizes itself, and an unused process id identifies no process", () => {
  const self = identify();
  expect(self?.pid).toBe(process.pid);
  expect(self !== null && isSameProcess(self)).toBe(true);
  expect(identify(2 ** 22 + 1)).toBeNull();
});
