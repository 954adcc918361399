import { fork } from "node:child_process";
import http from "node:http";
import { parseArgs } from "node:util";
import { closedPort, listen } from "../door/door.double";
import { measureFlood } from "../door/flood/measure";
import { report } from "./report";

/**
 * The pages of quiet addresses while another address floods the door with 1,000 requests ahead of their answers, 500 held bodies,
 * 1,000 slow heads and 4,000 connections. Upstream: one page at a time, 20 ms each, as a server that renders on one thread.
 *
 * `--port N --pid N [--path /PATH] [--per-second N]` aim it at a door that runs already, with the product behind it.
 */
const PAGE_MS = 20;
const SECONDS = 8;
const ROUNDS = 3;
const MOST_TIMES = 2;
const MOST_GROWTH_MIB = 100;
const MOST_KEPT_MIB = 20;

const { values } = parseArgs({
  options: {
    port: { type: "string" },
    pid: { type: "string" },
    path: { type: "string", default: "/" },
    "per-second": { type: "string", default: "20" },
  },
});
const door = values.port
  ? { port: Number(values.port), pid: Number(values.pid), stop: () => {} }
  : await start();
const { calm, flooded, rounds, memory } = await measureFlood({
  port: door.port,
  path: values.path,
  doorPid: door.pid,
  seconds: SECONDS,
  rounds: ROUNDS,
  perSecond: Number(values["per-second"]),
});
door.stop();
const times = flooded.p95 / calm.p95;
const growth = Math.max(...memory.most) - memory.before;
console.log(JSON.stringify({ calm, flooded, rounds, memory }));
report({
  name: "door: p95 of others under a flood, as a multiple of their p95 without",
  value: times,
  unit: "x",
  anchor: null,
  bound: { text: `at most ${MOST_TIMES}`, isHeld: times <= MOST_TIMES && flooded.failed <= calm.failed },
});
report({
  name: "door: growth of memory under a flood",
  value: growth,
  unit: "MiB",
  anchor: null,
  bound: { text: `at most ${MOST_GROWTH_MIB}`, isHeld: growth <= MOST_GROWTH_MIB },
});
// A heap that has grown may stay so; what later floods add on top of the first would be what is never given back.
const kept = Math.max(...memory.most.slice(1)) - (memory.most[0] ?? 0);
report({
  name: "door: growth of memory by further floods",
  value: kept,
  unit: "MiB",
  anchor: null,
  bound: { text: `at most ${MOST_KEPT_MIB}`, isHeld: kept <= MOST_KEPT_MIB },
});
process.exit(process.exitCode ?? 0);

async function start() {
  let turn = Promise.resolve();
  const web = http.createServer((_req, res) => {
    turn = turn.then(() => new Promise((done) => setTimeout(done, PAGE_MS))).then(() => void res.end("page"));
  });
  const webPort = await listen(web);
  const port = await closedPort();
  const child = fork("scripts/door/main.ts", ["start"], {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, PORT: String(port), WEB_PORT: String(webPort), REALTIME_PORT: String(webPort) },
  });
  await new Promise((resolve) => child.once("message", resolve));
  return { port, pid: child.pid ?? 0, stop: () => void child.kill("SIGTERM") };
}
