// The summary that `npm test` prints, made from the JSON reports of vitest and Playwright.
import fs from "node:fs";
import path from "node:path";
import { root } from "../prepare/environment.mjs";

/** Reads the results from vitest's report. A run that fails without a failed test counts as one failure. */
export function readVitest(file, exitCode) {
  const report = readReport(file);
  const tests = (report?.testResults ?? []).flatMap(({ name, message, assertionResults }) =>
    assertionResults.length > 0
      ? assertionResults.map((one) => ({ name: `${short(name)}: ${one.fullName}`, status: one.status }))
      : [{ name: `${short(name)}: ${firstLine(message)}`, status: "failed" }],
  );
  const skipped = tests.filter(({ status }) => ["pending", "skipped", "todo", "disabled"].includes(status));
  const files = (report?.testResults ?? []).map(({ name, startTime, endTime }) => ({
    file: short(name),
    seconds: (endTime - startTime) / 1000,
  }));
  return { ...summarize(tests, skipped, exitCode, "vitest"), files };
}

/** The results of two runs as one. A test that ran in both counts in both. */
export function addResults(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    failures: [...one.failures, ...other.failures],
    skipped: [...one.skipped, ...other.skipped],
    files: [...one.files, ...other.files],
  };
}

/** Reads the results from Playwright's report. A test that passes on a retry counts as passed. */
export function readPlaywright(file, exitCode) {
  const report = readReport(file);
  const specs = (report?.suites ?? []).flatMap((suite) => specsOf(suite));
  const tests = specs.flatMap(({ title, file: where, tests: runs }) =>
    runs.map((run) => ({ name: `${where}: ${title}${reasonOf(run)}`, status: statusOf(run) })),
  );
  const skipped = tests.filter(({ status }) => status === "skipped");
  const msByFile = new Map();
  for (const { file: where, tests: runs } of specs) {
    const ms = sum(runs.flatMap(({ results = [] }) => results.map(({ duration }) => duration)));
    msByFile.set(where, (msByFile.get(where) ?? 0) + ms);
  }
  const files = [...msByFile].map(([where, ms]) => ({ file: `e2e/${where}`, seconds: ms / 1000 }));
  return { ...summarize(tests, skipped, exitCode, "playwright"), files };
}

/** Prints the table of stages, the slowest files, failures, skipped tests and the totals. @returns the exit code. */
export function printReport(results) {
  const entries = [...results].flatMap(withParts);
  const rows = entries.map(([name, one]) => [
    name,
    one.failed ? "FAILED" : one.leftOut && one.passed === undefined ? "left out" : "passed",
    ...[one.passed, one.passed === undefined ? undefined : one.failed, one.skipped?.length].map((n) =>
      String(n ?? ""),
    ),
    one.seconds.toFixed(1),
    one.node,
  ]);
  console.log(
    `\n${table([["stage", "result", "passed", "failed", "skipped", "seconds", "node"], ...rows])}\n`,
  );

  const outcomes = entries.map(([, one]) => one);
  printSlowest(outcomes.flatMap(({ files }) => files ?? []));
  for (const failure of outcomes.flatMap((one) => one.failures ?? [])) console.log(`failed: ${failure}`);
  const skipped = outcomes.flatMap((one) => one.skipped ?? []);
  const leftOut = [...outcomes.flatMap((one) => one.leftOut ?? []), ...skipped];
  for (const item of leftOut) console.log(`left out: ${item}`);

  const passed = sum(outcomes.map((one) => one.passed ?? 0));
  const failed = sum(outcomes.map((one) => one.failed ?? 0));
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : "";
  console.log(`\n${passed} passed, ${failed} failed${tail}`);
  return failed === 0 ? 0 : 1;
}

/**
 * One entry for each row of the table. A stage that was a run of its own, on another Node, gives a row to each stage of that run,
 * and one to itself only if it has something to say.
 */
export function withParts([name, { parts = [], ...outcome }]) {
  const rows = parts.map(([part, one]) => [`${name} ${part}`, { ...one, ...onNode(one), files: [] }]);
  return parts.length === 0 || outcome.failed ? [[name, outcome], ...rows] : rows;
}

function onNode({ node, failures, skipped, leftOut }) {
  const named = (list) => list?.map((text) => `${text} (on Node ${node})`);
  return { failures: named(failures), skipped: named(skipped), leftOut: named(leftOut) };
}

const slowestShown = 10;

function printSlowest(files) {
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, slowestShown);
  if (slowest.length === 0) return;
  const rows = slowest.map(({ file, seconds }) => [seconds.toFixed(1), file]);
  console.log(`slowest files, in seconds:\n${table(rows)}\n`);
}

function summarize(tests, skipped, exitCode, tool) {
  const failures = tests.filter(({ status }) => status === "failed").map(({ name }) => name);
  if (exitCode !== 0 && failures.length === 0)
    failures.push(`${tool} exited with ${exitCode}; see its output above`);
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: failures.length,
    failures,
    skipped: skipped.map(({ name }) => name),
  };
}

function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap((suite) => specsOf(suite))];
}

function statusOf({ status }) {
  if (status === "skipped") return "skipped";
  return status === "unexpected" ? "failed" : "passed";
}

function reasonOf({ annotations = [] }) {
  const reason = annotations.find(({ type }) => type === "skip" || type === "fixme")?.description;
  return reason ? ` (${reason})` : "";
}

function readReport(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column < 2 && !/^[\d.]+$/.test(cell) ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join("  "),
  );
  return lines.map((line) => line.trimEnd()).join("\n");
}

function short(file) {
  return path.relative(root, file);
}

function firstLine(text = "") {
  return text.trim().split("\n")[0];
}

function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0);
}
