// The results file: one line per run, so that the results of a commit can be compared with earlier ones.

import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { root } from "../prepare/environment.mjs";
import { say } from "../processes/progress.mjs";

const resultsFile = path.join(root, "docs/benchmarks.jsonl");
/** Smaller changes are noise, even on an idle machine. */
const noiseThreshold = 0.15;

/** The results of one run, in the order in which the benchmarks reported them. */
export function readFigures(file) {
  if (!fs.existsSync(file)) return [];
  return linesOf(file);
}

/** Each result that differs by more than 15 % from its previous one. Compares ratios to the anchor if there are any. */
export function findChanges(figures, runs) {
  return figures.flatMap((figure) => {
    const before = lastOf(figure.name, runs);
    if (before === null) return [];
    const [is, was] = [figure, before.figure].map(({ ratio, value }) => ratio ?? value);
    const change = is / was - 1;
    if (!Number.isFinite(change) || Math.abs(change) <= noiseThreshold) return [];
    const isWorse = change > 0 === figure.isLessBetter;
    return [{ name: figure.name, is, was, change, isWorse, since: before.commit }];
  });
}

/** Prints the changes since the last runs on a machine of this kind, regressions first. */
export function printChanges(figures) {
  const runs = (fs.existsSync(resultsFile) ? linesOf(resultsFile) : []).filter(isOfThisMachine);
  const changes = findChanges(figures, runs).sort((a, b) => Number(b.isWorse) - Number(a.isWorse));
  if (runs.length === 0) return say("no earlier run on a machine of this kind to compare with");
  if (changes.length === 0) return say("no result changed by more than 15 % since the last run");
  for (const { name, is, was, change, isWorse, since } of changes) {
    const percent = `${change > 0 ? "+" : ""}${Math.round(change * 100)} %`;
    say(
      `${isWorse ? "WORSE" : "better"}: ${name} ${was.toFixed(2)} -> ${is.toFixed(2)} (${percent} since ${since})`,
    );
  }
}

/** Appends the run to the results file, with its commit and machine. */
export async function keepResults(figures) {
  if (figures.length === 0) return;
  const run = { ...(await commitOf()), at: new Date().toISOString(), machine: machineOf(), figures };
  fs.appendFileSync(resultsFile, `${JSON.stringify(run)}\n`);
}

/** Whether a run can be compared: times of another machine say nothing about a change. */
export function isOfThisMachine({ machine }) {
  return machine === machineOf();
}

function lastOf(name, runs) {
  for (const { commit, figures } of runs.toReversed()) {
    const figure = figures.find((one) => one.name === name);
    if (figure) return { commit, figure };
  }
  return null;
}

async function commitOf() {
  const git = (...args) => promisify(execFile)("git", args, { cwd: root });
  try {
    const [{ stdout: commit }, { stdout: changes }] = await Promise.all([
      git("rev-parse", "--short", "HEAD"),
      git("status", "--porcelain", "--untracked-files=no"),
    ]);
    return { commit: commit.trim(), hasOwnChanges: changes.trim() !== "" };
  } catch {
    return { commit: null, hasOwnChanges: true };
  }
}

export function machineOf() {
  const cpus = os.cpus();
  return `${cpus.length} x ${cpus[0]?.model ?? "unknown"}, Node ${process.versions.node}`;
}

function linesOf(file) {
  const lines = fs.readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}
