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
 * `--port N --pid N [--web-pid N] [--path /PATH]` aim it at a door that runs already, with the product behind it. `--per-second N`
 * requests come from `--addresses N` others: the API allows each 30 a minute. `--seconds N` is the length of each measured phase.
 */
const PAGE_MS = 20;
const ROUNDS = 3;
/** The machine is too busy for the attacker otherwise, and the figures say nothing. */
const LEAST_OPENED = 5_500;
const MOST_TIMES = 2;
const MOST_GROWTH_MIB = 100;
const MOST_KEPT_MIB = 20;

const { values } = parseArgs({
  options: {
    port: { type: "string" },
    pid: { type: "string" },
    "web-pid": { type: "string" },
    path: { type: "string", default: "/" },
    "per-second": { type: "string", default: "20" },
    addresses: { type: "string", default: "60" },
    seconds: { type: "string", default: "30" },
  },
});
const door = values.port
  ? { port: Number(values.port), pid: Number(values.pid), stop: () => {} }
  : await start();
const { calm, flooded, rounds, memory } = await measureFlood({
  port: door.port,
  path: values.path,
  pids: { door: door.pid, ...(values["web-pid"] && { web: Number(values["web-pid"]) }) },
  seconds: Number(values.seconds),
  rounds: ROUNDS,
  perSecond: Number(values["per-second"]),
  addresses: Number(values.addresses),
});
door.stop();
const times = flooded.p95 / calm.p95;
const opened = Math.min(...rounds.map((round) => round.opened));
console.log(JSON.stringify({ calm, flooded, rounds, memory: Object.fromEntries(memory) }));
report({
  name: "door: p95 of others under a flood, as a multiple of their p95 without",
  value: times,
  unit: "x",
  anchor: null,
  note: `${calm.failed + flooded.failed} failed, ${opened} connections opened`,
  bound: {
    text: `at most ${MOST_TIMES}, 0 failed, at least ${LEAST_OPENED} opened`,
    isHeld: times <= MOST_TIMES && calm.failed + flooded.failed === 0 && opened >= LEAST_OPENED,
  },
});
for (const [name, { before, most, after }] of memory) {
  const growth = Math.max(...most) - before;
  report({
    name: `${name}: growth of memory under a flood`,
    value: growth,
    unit: "MiB",
    anchor: null,
    note: `${before.toFixed(0)} MiB before, ${Math.max(...most).toFixed(0)} at the top, ${after.toFixed(0)} after`,
    bound: { text: `at most ${MOST_GROWTH_MIB}`, isHeld: growth <= MOST_GROWTH_MIB },
  });
  // A heap that has grown may stay so; what later floods add on top of the first would be what is never given back.
  const kept = Math.max(...most.slice(1)) - (most[0] ?? 0);
  report({
    name: `${name}: growth of memory by further floods`,
    value: kept,
    unit: "MiB",
    anchor: null,
    bound: { text: `at most ${MOST_KEPT_MIB}`, isHeld: kept <= MOST_KEPT_MIB },
  });
}
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
