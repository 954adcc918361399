import { appendFileSync } from "node:fs";

/** What a figure is compared with: something simple, measured in the same run. */
export type Anchor = { name: string; value: number };

/** One figure of a benchmark. Ratios compare between machines, values do not. */
export type Figure = {
  /** Unique within all benchmarks: "search: whole market, top 50". */
  name: string;
  value: number;
  unit: "ms" | "s" | "MiB" | "points" | "x";
  /** What the value is divided by; null where the figure stands for itself. */
  anchor: Anchor | null;
  /** False: more is better, as with a score. */
  isLessBetter?: boolean;
  /** Whatever else is worth reading in the line. */
  note?: string;
  /** The most (or, where more is better, the least) that is allowed; the benchmark fails where `isHeld` is false. */
  bound?: { text: string; isHeld: boolean };
};

/** Prints one figure, remembers it for the file of results, and fails the process where its bound is passed. */
export function report({ name, value, unit, anchor, isLessBetter = true, note, bound }: Figure): void {
  const ratio = anchor === null ? null : value / anchor.value;
  const against = ratio === null || anchor === null ? "" : ` (${ratio.toFixed(2)} x ${anchor.name})`;
  const limit = bound === undefined ? "" : `; bound: ${bound.text}${bound.isHeld ? "" : ", PASSED"}`;
  console.log(`  ${name}: ${rounded(value)} ${unit}${against}${note ? `; ${note}` : ""}${limit}`);
  if (bound?.isHeld === false) process.exitCode = 1;
  const file = process.env.BENCH_RESULTS;
  if (file) appendFileSync(file, `${JSON.stringify({ name, value, unit, ratio, isLessBetter })}\n`);
}

/** Prints what the following figures were measured against. */
export function reportAnchor(what: string, { name, value }: Anchor, unit: "ms" | "s" = "ms"): void {
  console.log(`${what}; anchor: ${name} ${rounded(value)} ${unit}`);
}

function rounded(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
