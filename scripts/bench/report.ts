import { appendFileSync } from "node:fs";

/** The baseline for a result: something simple, measured in the same run. */
export type Anchor = { name: string; value: number };

/** One result of a benchmark. Ratios are comparable between machines, values are not. */
export type Figure = {
  /** Unique across all benchmarks, for example "search: whole market, top 50". */
  name: string;
  value: number;
  unit: "ms" | "s" | "MiB" | "points" | "x" | "%" | "reads" | "rows" | "lines" | "sockets";
  /** The baseline that the value is divided by; null if the value is reported alone. */
  anchor: Anchor | null;
  /** False if higher is better, as for a score. */
  isLessBetter?: boolean;
  /** Additional text for the printed line. */
  note?: string;
  /** The highest allowed value (the lowest if higher is better). The benchmark fails if `isHeld` is false. */
  bound?: { text: string; isHeld: boolean };
};

/** Prints one result, records it for the results file, and sets a failing exit code if it is out of bounds. */
export function report({ name, value, unit, anchor, isLessBetter = true, note, bound }: Figure): void {
  const ratio = anchor === null ? null : value / anchor.value;
  const against = ratio === null || anchor === null ? "" : ` (${ratio.toFixed(2)} x ${anchor.name})`;
  const limit = bound === undefined ? "" : `; bound: ${bound.text}${bound.isHeld ? "" : ", EXCEEDED"}`;
  console.log(`  ${name}: ${rounded(value)} ${unit}${against}${note ? `; ${note}` : ""}${limit}`);
  if (bound?.isHeld === false) process.exitCode = 1;
  const file = process.env.BENCH_RESULTS;
  if (file) appendFileSync(file, `${JSON.stringify({ name, value, unit, ratio, isLessBetter })}\n`);
}

/** Prints the baseline of the results that follow. */
export function reportAnchor(what: string, { name, value }: Anchor, unit: "ms" | "s" = "ms"): void {
  console.log(`${what}; anchor: ${name} ${rounded(value)} ${unit}`);
}

function rounded(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
