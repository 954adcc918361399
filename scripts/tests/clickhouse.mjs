// A ClickHouse for tests and benchmarks: the engine runs in a separate process, from packages that only this file installs.
import fs from "node:fs";
import path from "node:path";
import { root } from "../prepare/environment.mjs";
import { systemVariables } from "../prepare/process-environment.mjs";
import { launch, runStep } from "../processes/children.mjs";
import { say } from "../processes/progress.mjs";

const home = path.join(root, "infrastructure/clickhouse");
const startWithinMs = 20_000;

/** @returns { url, stop() }, or { url: null, reason } if it cannot be installed or started on this machine. */
export async function findClickHouse() {
  if (!(await install()))
    return {
      url: null,
      reason: "its engine could not be installed (run npm ci in infrastructure/clickhouse to see why)",
    };
  const server = launch(process.execPath, [path.join(home, "server.mjs")], {
    env: systemVariables(process.env),
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  const url = await firstMessage(server, gone);
  const stop = async () => {
    server.kill("SIGTERM");
    await gone;
  };
  if (url !== null) return { url, stop };
  await stop();
  return { url: null, reason: "its engine does not start on this machine" };
}

/** The packages take half a gigabyte, so only tests and benchmarks install them, and only once. */
async function install() {
  const record = path.join(home, "node_modules/.package-lock.json");
  const lock = path.join(home, "package-lock.json");
  if (fs.existsSync(record) && fs.statSync(record).mtimeMs >= fs.statSync(lock).mtimeMs) return true;
  say("installing ClickHouse's engine for tests (npm ci in infrastructure/clickhouse)");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["ci", "--prefix", home, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  return (await runStep("npm ci", npm, args, { mustPass: false })) === 0;
}

function firstMessage(server, gone) {
  const message = new Promise((resolve) => server.once("message", ({ url }) => resolve(url)));
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, startWithinMs, null);
  });
  return Promise.race([message, late, gone.then(() => null)]).finally(() => clearTimeout(timer));
}
