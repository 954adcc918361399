import { fork } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { quantiles } from "../../bench/measure";

type Place = { port: number; path: string; doorPid: number; seconds: number };

/** Times in milliseconds, memory in MiB. */
export type Flooded = {
  calm: { p50: number; p95: number; failed: number };
  flooded: { p50: number; p95: number; failed: number };
  /** Resident memory of the door: before, at most, and half a minute after the flood. */
  memory: { before: number; most: number; after: number };
};

/**
 * How long the pages of five quiet addresses take without and with a flood from a sixth one, and what memory the flood costs the
 * door.
 */
export async function measureFlood(place: Place): Promise<Flooded> {
  await visit({ ...place, seconds: 5 });
  const calm = await visit(place);
  const before = residentMib(place.doorPid);
  const attack = fork(
    path.join(import.meta.dirname, "attack.ts"),
    [String(place.port), "127.0.0.99", place.path],
    {
      execArgv: ["--import", "tsx"],
    },
  );
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, residentMib(place.doorPid));
  }, 200);
  await visit({ ...place, seconds: 3 });
  const flooded = await visit(place);
  clearInterval(watch);
  attack.disconnect();
  await sleep(30_000);
  return { calm, flooded, memory: { before, most, after: residentMib(place.doorPid) } };
}

/** Five addresses, each of which asks for a page four times a second. */
async function visit({ port, path, seconds }: Place) {
  const times: number[] = [];
  let failed = 0;
  const agent = new http.Agent({ keepAlive: true });
  const asked: Promise<void>[] = [];
  for (let round = 0; round < seconds * 20; round++) {
    const from = `127.0.0.${10 + (round % 5)}`;
    const startedAt = performance.now();
    asked.push(
      ask({ port, path, agent, localAddress: from, host: "127.0.0.1" }).then((isServed) => {
        times.push(performance.now() - startedAt);
        if (!isServed) failed += 1;
      }),
    );
    await sleep(50);
  }
  await Promise.all(asked);
  agent.destroy();
  const { p50, p95 } = quantiles(times);
  return { p50, p95, failed };
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
