// A ClickHouse for tests and benchmarks: the engine runs in a separate process, from packages that only this file installs.
import path from "node:path";
import { root } from "../prepare/environment.mjs";
import { systemVariables } from "../prepare/process-environment.mjs";
import { launch } from "../processes/children.mjs";
import { installAside } from "./side-packages.mjs";

const home = path.join(root, "infrastructure/clickhouse");
const startWithinMs = 20_000;

/** @returns { url, stop() }, or { url: null, reason } if it cannot be installed or started on this machine. */
export async function findClickHouse() {
  if (!(await installAside("clickhouse", "ClickHouse's engine")))
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

function firstMessage(server, gone) {
  const message = new Promise((resolve) => server.once("message", ({ url }) => resolve(url)));
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, startWithinMs, null);
  });
  return Promise.race([message, late, gone.then(() => null)]).finally(() => clearTimeout(timer));
}
