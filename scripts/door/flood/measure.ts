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
  doorPid: number;
  seconds: number;
  rounds: number;
  perSecond: number;
};

type Times = { p50: number; p95: number; failed: number };
/** Times in milliseconds, of all rounds together; resident memory of the door in MiB. */
export type Flooded = {
  calm: Times;
  flooded: Times;
  /** p95 of each round, to see how much the machine itself varies, and how many connections the attacker has opened in it. */
  rounds: { calm: number; flooded: number; opened: number }[];
  /** At rest before the first flood, the most in each flood, and at rest after the last. */
  memory: { before: number; most: number[]; after: number };
};

/** The attackers have opened all their connections by then, and the door has closed all of them after a flood. */
const settleSeconds = 3;

/**
 * How long the pages of five quiet addresses take without and with a flood from a sixth one, and what memory the flood costs the
 * door. Calm and flooded phases take turns, so that what else the machine does falls on both.
 */
export async function measureFlood(place: Place): Promise<Flooded> {
  await visit({ ...place, seconds: 3 });
  const before = residentMib(place.doorPid);
  const calm: Visits[] = [];
  const flooded: Visits[] = [];
  const most: number[] = [];
  const opened: number[] = [];
  for (let round = 0; round < place.rounds; round++) {
    calm.push(await visit(place));
    const flood = startFlood(place);
    await visit({ ...place, seconds: settleSeconds });
    flooded.push(await visit(place));
    const ended = await flood.stop();
    most.push(ended.most);
    opened.push(ended.opened);
    await visit({ ...place, seconds: settleSeconds });
  }
  await sleep(10_000);
  return {
    calm: timesOf(calm),
    flooded: timesOf(flooded),
    rounds: calm.map((one, place) => ({
      calm: timesOf([one]).p95,
      flooded: timesOf(flooded.slice(place, place + 1)).p95,
      opened: opened[place] ?? 0,
    })),
    memory: { before, most, after: residentMib(place.doorPid) },
  };
}

/** The attacker yields the processor to the others here, because a real one has a machine of its own. */
function startFlood({ port, path: page, doorPid }: Place) {
  const attack = fork(path.join(import.meta.dirname, "attack.ts"), [String(port), "127.0.0.99", page], {
    execArgv: ["--import", "tsx"],
  });
  if (attack.pid !== undefined) os.setPriority(attack.pid, 10);
  let most = 0;
  let opened = 0;
  attack.on("message", (count) => {
    opened = Number(count);
  });
  const watch = setInterval(() => {
    most = Math.max(most, residentMib(doorPid));
  }, 100);
  return {
    async stop(): Promise<{ most: number; opened: number }> {
      const isOver = once(attack, "exit");
      attack.disconnect();
      await isOver;
      clearInterval(watch);
      return { most, opened };
    },
  };
}

type Visits = { times: number[]; failed: number };

function timesOf(visits: readonly Visits[]): Times {
  const { p50, p95 } = quantiles(visits.flatMap(({ times }) => times));
  return { p50, p95, failed: visits.reduce((sum, { failed }) => sum + failed, 0) };
}

/** Five addresses, which ask for a page in turn. */
async function visit({ port, path, seconds, perSecond }: Place): Promise<Visits> {
  const times: number[] = [];
  let failed = 0;
  const agent = new http.Agent({ keepAlive: true });
  const asked: Promise<void>[] = [];
  for (let round = 0; round < seconds * perSecond; round++) {
    const from = `127.0.0.${10 + (round % 5)}`;
    const startedAt = performance.now();
    asked.push(
      ask({ port, path, agent, localAddress: from, host: "127.0.0.1" }).then((isServed) => {
        times.push(performance.now() - startedAt);
        if (!isServed) failed += 1;
      }),
    );
    await sleep(1_000 / perSecond);
  }
  await Promise.all(asked);
  agent.destroy();
  return { times, failed };
}

function ask(options: http.RequestOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get(options, (answer) => {
      answer.resume().once("end", () => resolve(answer.statusCode === 200));
      answer.once("error", () => resolve(false));
    });
    request.on("error", () => resolve(false));
  });
}

function residentMib(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / 1_024;
}
