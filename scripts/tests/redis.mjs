// A Redis for the tests that run on both queue backends: the one in REDIS_URL, or a temporary server if Redis is installed.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemVariables } from "../prepare/process-environment.mjs";
import { launch } from "../processes/children.mjs";
import { accepts, freePort } from "../processes/ports.mjs";

/**
 * @param options.password for a server of our own that demands it.
 * @returns { url, stop() }, or null if there is no Redis.
 */
export async function findRedis({ password } = {}) {
  if (process.env.REDIS_URL && password === undefined)
    return { url: process.env.REDIS_URL, stop: async () => {} };
  if (spawnSync("redis-server", ["--version"]).status !== 0) return null;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-redis-"));
  const port = await freePort();
  const options = [
    "--port",
    port,
    "--bind",
    "127.0.0.1",
    "--dir",
    folder,
    "--save",
    "",
    "--appendonly",
    "no",
    ...(password === undefined ? [] : ["--requirepass", password]),
  ];
  const server = launch("redis-server", options.map(String), {
    env: systemVariables(process.env),
    stdio: "ignore",
  });
  while (!(await accepts(port))) {
    if (server.exitCode !== null) throw new Error("redis-server did not start");
    await sleep(20);
  }
  const login = password === undefined ? "" : `:${password}@`;
  return { url: `redis://${login}127.0.0.1:${port}`, stop: () => stop(server, folder) };
}

async function stop(server, folder) {
  if (server.exitCode === null && server.signalCode === null) {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await gone;
  }
  fs.rmSync(folder, { recursive: true, force: true });
}
