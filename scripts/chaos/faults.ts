import { rmSync, writeFileSync } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../simulators/random";
import { say } from "../processes/progress.mjs";
import type { Plan } from "./plan";
import { databaseSessions, familyOf, findVictim, signal, type Victim } from "./processes";
import { until } from "./recovery";

/** A fault breaks something, ends, and is over once the product works again. */
export type Fault = {
  name: string;
  /** How often it is chosen, relative to the others. */
  weight: number;
  /** Without the door nobody can be served, so its own outages are not counted against the reads. */
  isOfDoor?: boolean;
  /** The file system or the tool that it needs is missing: the run says that it is left out. */
  isPossible?: (plan: Plan) => boolean;
  /** @returns milliseconds from the end of the fault until the product worked again. */
  run: (plan: Plan, random: Random) => Promise<number>;
};

export const faults: readonly Fault[] = [
  kill("web", "pages"),
  kill("workers", "polls"),
  kill("realtime", "sockets"),
  { ...kill("door", "pages"), isOfDoor: true },
  kill("postgres", "database"),
  {
    name: "kill a database session",
    weight: 2,
    run: async ({ instancePid, ...plan }, random) => {
      const [first, ...others] = await databaseSessions(instancePid);
      if (first !== undefined) signal(random.pick([first, ...others]), "SIGKILL");
      return until("database", { instancePid, ...plan });
    },
  },
  pause("postgres", "database", [2, 15]),
  pause("web", "pages", [1, 4]),
  pause("workers", "polls", [2, 20]),
  pause("realtime", "sockets", [1, 6]),
  {
    name: "end web as a deployment does",
    weight: 1,
    run: async (plan) => {
      const pid = await findVictim(plan.instancePid, "web");
      if (pid !== null) signal(pid, "SIGTERM");
      return until("pages", plan, pid === null ? {} : { gone: pid });
    },
  },
  {
    name: "fill the disk of the database",
    weight: 1,
    isPossible: ({ diskFolder }) => diskFolder !== null,
    run: async (plan, random) => {
      const ballast = path.join(plan.diskFolder ?? "", "ballast");
      await fill(ballast);
      await sleep(random.between(3000, 10_000));
      rmSync(ballast, { force: true });
      return until("database", plan);
    },
  },
  {
    name: "move the clock of the processes",
    weight: 2,
    isPossible: ({ clockFile }) => clockFile !== null,
    run: async (plan, random) => {
      const days = random.pick([-10, -1, -0.01, 0.01, 1, 10]);
      say(`the clock of the processes moves by ${days} days`);
      writeFileSync(plan.clockFile ?? "", `${days > 0 ? "+" : ""}${days}d`);
      await sleep(random.between(5000, 20_000));
      writeFileSync(plan.clockFile ?? "", "+0");
      return until("polls", plan);
    },
  },
];

type Service = Parameters<typeof until>[0];

function kill(victim: Victim, service: Service): Fault {
  return {
    name: `kill ${victim}`,
    weight: 3,
    run: async (plan) => {
      const pid = await findVictim(plan.instancePid, victim);
      if (pid === null) return 0;
      signal(pid, "SIGKILL");
      return until(service, plan, { gone: pid });
    },
  };
}

/** SIGSTOP leaves every connection open and answers none of them. */
function pause(victim: Victim, service: Service, [least, most]: [number, number]): Fault {
  return {
    name: `stop and continue ${victim}`,
    weight: 2,
    run: async (plan, random) => {
      const pid = await findVictim(plan.instancePid, victim);
      if (pid === null) return 0;
      const family = await familyOf(pid);
      for (const member of family) signal(member, "SIGSTOP");
      await sleep(random.between(least, most) * 1000);
      for (const member of family) signal(member, "SIGCONT");
      return until(service, plan);
    },
  };
}

/** Writes until the file system is full. */
async function fill(file: string): Promise<void> {
  const handle = await fs.open(file, "w");
  const block = Buffer.alloc(1024 * 1024);
  try {
    for (;;) await handle.write(block);
  } catch (error) {
    if (!isFull(error)) throw error;
  } finally {
    await handle.close();
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOSPC";
}
