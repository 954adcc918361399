import { fork } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { quantiles } from "../../bench/measure";

type Place = {
  port: number;
  path: string;
  /** Whose memory is read: of the door, and of web if it is a process of its own. */
  pids: Record<string, number>;
  /** Of each phase, and of the rest after the last flood. */
  seconds: number;
  rounds: number;
  perSecond: number;
  /** How many addresses the others have. */
  addresses: number;
};

/** Answers by status; 0 is one that broke off. */
type Times = { p50: number; p95: number; failed: number; statuses: Record<number, number> };
/** Resident, in MiB: at rest before the first flood, the most in each flood, and at rest after the last. */
export type Memory = { before: number; most: number[]; after: number };
/** Times in milliseconds, of all rounds together. */
export type Flooded = {
  calm: Times;
  flooded: Times;
  /** p95 of each round, to see how much the machine itself varies, and how many connections the attacker has opened in it. */
  rounds: { calm: number; flooded: number; opened: number }[];
  memory: Map<string, Memory>;
};

/** The attackers have opened all their connections by then, and the door has closed all of them after a flood. */
const settleSeconds = 3;

/**
 * How long the pages of quiet addresses take without and with a flood from another one, and what memory the flood costs. Calm and
 * flooded phases take turns, so that what else the machine does falls on both.
 */
export async function measureFlood(place: Place): Promise<Flooded> {
  await visit({ ...place, seconds: settleSeconds });
  const memory = new Map(Object.entries(place.pids).map(([name, pid]) => [name, start(pid)]));
  const calm: Visits[] = [];
  const flooded: Visits[] = [];
  const opened: number[] = [];
  for (let round = 0; round < place.rounds; round++) {
    calm.push(await visit(place));
    const flood = startFlood(place);
    const watch = setInterval(() => watchMemory(place, memory, round), 100);
    await visit({ ...place, seconds: settleSeconds });
    flooded.push(await visit(place));
    opened.push(await flood.stop());
    clearInterval(watch);
    await visit({ ...place, seconds: settleSeconds });
  }
  // Memory is given back by collections of garbage, which only work brings about.
  await visit(place);
  for (const [name, pid] of Object.entries(place.pids)) {
    const one = memory.get(name);
    if (one !== undefined) one.after = residentMib(pid);
  }
  const rounds = calm.map((one, round) => ({
    calm: timesOf([one]).p95,
    flooded: timesOf(flooded.slice(round, round + 1)).p95,
    opened: opened[round] ?? 0,
  }));
  return { calm: timesOf(calm), flooded: timesOf(flooded), rounds, memory };
}

function start(pid: number): Memory {
  return { before: residentMib(pid), most: [], after: 0 };
}

function watchMemory({ pids }: Place, memory: Map<string, Memory>, round: number): void {
  for (const [name, pid] of Object.entries(pids)) {
    const most = memory.get(name)?.most;
    if (most !== undefined) most[round] = Math.max(most[round] ?? 0, residentMib(pid));
  }
}

/** The attacker yields the processor to the others here, because a real one has a machine of its own. */
function startFlood({ port, path: page }: Place) {
  const attack = fork(path.join(import.meta.dirname, "attack.ts"), [String(port), "127.0.0.99", page], {
    execArgv: ["--import", "tsx"],
  });
  if (attack.pid !== undefined) os.setPriority(attack.pid, 10);
  let opened = 0;
  attack.on("message", (count) => {
    opened = Number(count);
  });
  return {
    /** @returns how many connections were opened. */
    async stop(): Promise<number> {
      const isOver = once(attack, "exit");
      attack.disconnect();
      await isOver;
      return opened;
    },
  };
}

type Visits = { times: number[]; statuses: number[] };

function timesOf(visits: readonly Visits[]): Times {
  const { p50, p95 } = quantiles(visits.flatMap(({ times }) => times));
  const statuses: Record<number, number> = {};
  for (const status of visits.flatMap((one) => one.statuses)) statuses[status] = (statuses[status] ?? 0) + 1;
  const all = visits.reduce((sum, { times }) => sum + times.length, 0);
  return { p50, p95, failed: all - (statuses[200] ?? 0), statuses };
}

/** The quiet addresses ask for a page in turn. */
async function visit({ port, path, seconds, perSecond, addresses }: Place): Promise<Visits> {
  const times: number[] = [];
  const statuses: number[] = [];
  const agent = new http.Agent({ keepAlive: true });
  const asked: Promise<void>[] = [];
  for (let count = 0; count < seconds * perSecond; count++) {
    const from = `127.0.1.${1 + (count % addresses)}`;
    const startedAt = performance.now();
    asked.push(
      ask({ port, path, agent, localAddress: from, host: "127.0.0.1" }).then((status) => {
        times.push(performance.now() - startedAt);
        statuses.push(status);
      }),
    );
    await sleep(1_000 / perSecond);
  }
  await Promise.all(asked);
  agent.destroy();
  return { times, statuses };
}

/** @returns the status; 0 if the answer broke off. */
function ask(options: http.RequestOptions): Promise<number> {
  return new Promise((resolve) => {
    const request = http.get(options, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode ?? 0));
      answer.once("error", () => resolve(0));
    });
    request.on("error", () => resolve(0));
  });
}

function residentMib(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / 1_024;
}
