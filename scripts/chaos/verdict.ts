import { quantiles } from "../bench/measure";
import { report } from "../bench/report";
import type { Differences } from "./compare";
import type { Plan } from "./plan";
import type { Read } from "./readers";

/** One fault that struck, with the times from its start until the product worked again. */
export type Strike = { name: string; isOfDoor: boolean; fromMs: number; toMs: number; recoveryMs: number };

type Run = {
  plan: Plan;
  strikes: readonly Strike[];
  reads: readonly Read[];
  differences: Differences;
  areConnected: boolean;
  log: { lines: number; mostPerSecond: number };
  memory: { door: number; web: number };
};

/** hangMs: no read may take longer, whatever is broken. */
const bounds = { hangMs: 8_000, minAvailabilityPercent: 99, maxRecoveryMs: 10_000 };
/** On a machine that does other work, times show only that nothing hangs for good. A sequence spends most of its time in faults. */
const sharedBounds = { hangMs: 30_000, minAvailabilityPercent: 75, maxRecoveryMs: 60_000 };
const MAX_LOG_LINES_PER_SECOND = 300;
/** A read that was under way when the door was killed is lost with it. */
const AROUND_DOOR_MS = 500;

export function boundsOf({ isShared }: Plan): typeof bounds {
  return isShared ? sharedBounds : bounds;
}

/** Prints what was measured. @returns the exit code: 1 if a promise was broken. */
export function judge(run: Run): number {
  const { seed, minutes, sequence } = run.plan;
  const extent = sequence === null ? `${minutes} minutes` : `${sequence.length} steps`;
  console.log(`chaos, seed ${seed}, ${extent}, ${run.strikes.length} faults`);
  judgeReads(run);
  judgeRecovery(run);
  judgeStored(run);
  const { lines, mostPerSecond } = run.log;
  report({
    name: "chaos: log lines in the worst second",
    value: mostPerSecond,
    unit: "lines",
    anchor: null,
    note: `${lines} in all`,
    bound: { text: `at most ${MAX_LOG_LINES_PER_SECOND}`, isHeld: mostPerSecond <= MAX_LOG_LINES_PER_SECOND },
  });
  report({ name: "chaos: memory of the door at most", value: run.memory.door, unit: "MiB", anchor: null });
  report({ name: "chaos: memory of web at most", value: run.memory.web, unit: "MiB", anchor: null });
  return process.exitCode === 1 ? 1 : 0;
}

function judgeReads({ plan, reads, strikes }: Run): void {
  const { minAvailabilityPercent } = boundsOf(plan);
  const ofDoor = strikes.filter(({ isOfDoor }) => isOfDoor);
  const counted = reads.filter(
    ({ atMs, ms }) =>
      !ofDoor.some(({ fromMs, toMs }) => atMs + ms > fromMs - AROUND_DOOR_MS && atMs < toMs + AROUND_DOOR_MS),
  );
  const answered = counted.filter(({ ending }) => ending === "answered");
  const hung = reads.filter(({ ending }) => ending === "hung");
  const availability = (100 * answered.length) / counted.length;
  report({
    name: "chaos: reads answered outside outages of the door",
    value: availability,
    unit: "%",
    isLessBetter: false,
    anchor: null,
    note: `${counted.length} of ${reads.length} reads counted; ${describeEndings(counted)}`,
    bound: {
      text: `at least ${minAvailabilityPercent} %`,
      isHeld: availability >= minAvailabilityPercent,
    },
  });
  report({
    name: "chaos: reads that hung",
    value: hung.length,
    unit: "reads",
    anchor: null,
    bound: { text: "none", isHeld: hung.length === 0 },
  });
  const { p50, p95, p99 } = quantiles(answered.map(({ ms }) => ms));
  report({
    name: "chaos: answered reads, p95",
    value: p95,
    unit: "ms",
    anchor: null,
    note: `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`,
  });
  const missed = counted.filter(({ ending }) => ending !== "answered");
  for (const [name, count] of countBy(missed, ({ atMs }) => faultAt(strikes, atMs)))
    console.log(`    not answered during "${name}": ${count}`);
}

function faultAt(strikes: readonly Strike[], atMs: number): string {
  const around = strikes.filter(({ fromMs, toMs }) => fromMs - 3000 <= atMs && atMs <= toMs + 1000);
  return around.map(({ name }) => name).join(" and ") || "no fault";
}

function judgeRecovery({ plan, strikes }: Run): void {
  const { maxRecoveryMs } = boundsOf(plan);
  const names = [...new Set(strikes.map(({ name }) => name))].sort();
  for (const name of names) {
    const times = strikes
      .filter((one) => one.name === name)
      .map((one) => undisturbedRecoveryMs(one, strikes));
    const longest = Math.max(...times);
    report({
      name: `chaos: recovery after "${name}", longest`,
      value: longest / 1000,
      unit: "s",
      anchor: null,
      note: `${times.length} times, p50 ${(quantiles(times).p50 / 1000).toFixed(1)} s`,
      bound: { text: `under ${maxRecoveryMs / 1000} s`, isHeld: longest < maxRecoveryMs },
    });
  }
}

/** What works again only after another fault is over, as a worker that is killed while the database is stopped, waits for that one. */
export function undisturbedRecoveryMs(strike: Strike, strikes: readonly Strike[]): number {
  if (!Number.isFinite(strike.recoveryMs)) return strike.recoveryMs;
  const endedMs = strike.toMs - strike.recoveryMs;
  const others = strikes.filter((one) => one !== strike);
  const isBrokenUntilMs = Math.max(...others.map((one) => overlapEnd(one, endedMs, strike.toMs)), endedMs);
  return strike.toMs - isBrokenUntilMs;
}

/** When another fault that struck within these times was over; never after `toMs`. */
function overlapEnd({ fromMs, toMs, recoveryMs }: Strike, afterMs: number, beforeMs: number): number {
  const overMs = toMs - recoveryMs;
  return fromMs < beforeMs && overMs > afterMs ? Math.min(overMs, beforeMs) : afterMs;
}

function judgeStored({ differences, areConnected }: Run): void {
  const { pricePoints, twinPricePoints, ...wrong } = differences;
  console.log(`    price points: ${pricePoints}, at the twin: ${twinPricePoints}`);
  for (const [name, value] of Object.entries(wrong))
    report({
      name: `chaos: ${texts[name] ?? name}`,
      value,
      unit: "rows",
      anchor: null,
      bound: { text: "none", isHeld: value === 0 },
    });
  report({
    name: "chaos: sockets that connect at the end",
    value: areConnected ? 1 : 0,
    unit: "sockets",
    isLessBetter: false,
    anchor: null,
    bound: { text: "1", isHeld: areConnected },
  });
}

const texts: Readonly<Record<string, string>> = {
  offers: "offers that differ from the twin's",
  tokenOffers: "models that differ from the twin's",
  wrongPricePoints: "wrong price points",
  duplicatePricePoints: "duplicate price points",
};

function describeEndings(reads: readonly Read[]): string {
  return countBy(reads, ({ ending }) => ending)
    .map(([ending, count]) => `${count} ${ending}`)
    .join(", ");
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
