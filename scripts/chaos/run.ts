import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Random, seededRandom } from "../../simulators/random";
import { say } from "../processes/progress.mjs";
import { compareWithTwin, untilComparable } from "./compare";
import { type Fault, faults } from "./faults";
import { attacks } from "./hostile-clients";
import { watchLog } from "./log-rate";
import { type Plan, readPlan } from "./plan";
import { findVictim, memoryMib } from "./processes";
import { startReaders } from "./readers";
import { until } from "./recovery";
import { boundsOf, judge, type Strike } from "./verdict";

/** Between the end of one fault and the next, in milliseconds. */
const CALM_MS = [2_000, 12_000] as const;
/** How often a second fault strikes while the first is still on. */
const SHARE_OF_PAIRS = 0.2;

process.exitCode = await run(readPlan(process.argv[2] ?? ""));

async function run(plan: Plan): Promise<number> {
  const random = seededRandom(plan.seed);
  const steps = plan.sequence === null ? drawnSteps(plan, random) : stepsInOrder(plan, plan.sequence);
  await until("pages", plan);
  const comparableSinceMs = await untilComparable(plan);
  const log = watchLog(path.join(plan.folder, "instance.log"));
  const memory = watchMemory(plan);
  const readers = startReaders({ port: plan.port, ...boundsOf(plan) }, seededRandom(plan.seed + 1));
  const strikes: Strike[] = [];
  const hostile = annoyUntilStopped(plan, seededRandom(plan.seed + 2));
  for (const step of steps) {
    await sleep(random.between(...CALM_MS));
    await Promise.all(step().map(async (fault) => void strikes.push(await strike(fault, plan, random))));
  }
  await hostile.stop();
  say("the faults are over; waiting for the reads and for the last polls");
  await readers.stop();
  const differences = await compareWithTwin(plan, comparableSinceMs);
  const areConnected = (await until("sockets", plan)) < Number.POSITIVE_INFINITY;
  return judge({
    plan,
    strikes,
    reads: readers.reads,
    differences,
    areConnected,
    log: log.stop(),
    memory: memory.stop(),
  });
}

/** The faults of one step, which strike at once. They are chosen when the step begins. */
type Step = () => Fault[];

function* drawnSteps(plan: Plan, random: Random): Generator<Step> {
  const chosen = possible(plan, plan.only === null ? faults : plan.only.map(faultNamed));
  const endsAtMs = performance.now() + plan.minutes * 60_000;
  while (performance.now() < endsAtMs)
    yield () =>
      random.next() < SHARE_OF_PAIRS ? [draw(chosen, random), draw(chosen, random)] : [draw(chosen, random)];
}

function stepsInOrder(plan: Plan, sequence: string[][]): Step[] {
  const steps = sequence.map((names) => possible(plan, names.map(faultNamed)));
  return steps.map((step) => () => step);
}

function faultNamed(wanted: string): Fault {
  const fault = faults.find(({ name }) => name === wanted);
  if (fault !== undefined) return fault;
  throw new Error(`no fault "${wanted}"; choose from: ${faults.map(({ name }) => name).join(", ")}`);
}

function possible(plan: Plan, wanted: readonly Fault[]): Fault[] {
  for (const { name, isPossible } of wanted)
    if (isPossible?.(plan) === false) say(`left out on this machine: ${name}`);
  return wanted.filter(({ isPossible }) => isPossible?.(plan) !== false);
}

async function strike(fault: Fault, plan: Plan, random: Random): Promise<Strike> {
  const fromMs = performance.now();
  say(`fault: ${fault.name}`);
  const recoveryMs = await fault.run(plan, random);
  say(`works again after ${(recoveryMs / 1000).toFixed(1)} s: ${fault.name}`);
  return { name: fault.name, isOfDoor: fault.isOfDoor === true, fromMs, toMs: performance.now(), recoveryMs };
}

function draw(chosen: readonly Fault[], random: Random): Fault {
  let left = random.between(
    0,
    chosen.reduce((sum, { weight }) => sum + weight, 0),
  );
  for (const fault of chosen) {
    left -= fault.weight;
    if (left < 0) return fault;
  }
  throw new Error("there is no fault to draw");
}

/** Hostile clients, one kind after another. */
function annoyUntilStopped({ port }: Plan, random: Random) {
  const [first, ...others] = Object.entries(attacks);
  if (first === undefined) throw new Error("there is no hostile client");
  const kinds = [first, ...others] as const;
  let isStopped = false;
  async function annoy(): Promise<void> {
    while (!isStopped) {
      const [name, attack] = random.pick(kinds);
      say(`hostile: ${name}`);
      await attack({ port, random });
      await sleep(random.between(1000, 8000));
    }
  }
  const done = annoy();
  return {
    stop: async () => {
      isStopped = true;
      await done;
    },
  };
}

/** Resident memory of the door and the web process, in MiB. A restart begins again from little. */
function watchMemory({ instancePid }: Plan) {
  const most = { door: 0, web: 0 };
  const look = async () => {
    for (const name of ["door", "web"] as const) {
      const pid = await findVictim(instancePid, name);
      most[name] = Math.max(most[name], (pid === null ? null : memoryMib(pid)) ?? 0);
    }
  };
  const timer = setInterval(() => void look(), 5000);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}
