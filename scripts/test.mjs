// npm test [-- --only unit,database] [-- --changed [--since REV]] [-- --node 24]: runs all checks, or those that a change needs, or
// some on another Node, on temporary services, and prints one summary at the end.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { PlainError, requireNode } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { withLabel } from "./processes/children.mjs";
import { say } from "./processes/progress.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";
import { changeSince } from "./tests/change.mjs";
import { ownMajor, repeatedStages } from "./tests/node-releases.mjs";
import { printReport } from "./tests/test-report.mjs";
import { resultsFolder, stages } from "./tests/test-stages.mjs";

runToEnd(test, { signalCode: 130 });

async function test() {
  requireNode();
  const { node, only, change } = readOptions();
  const isElsewhere = node !== null && node !== ownMajor;
  const chosen = chooseStages(isElsewhere ? [`node-${node}`] : only, change);
  const repeats = (isElsewhere && only) || repeatedStages;
  await installWhenStale();
  fs.rmSync(resultsFolder, { recursive: true, force: true });
  fs.mkdirSync(resultsFolder, { recursive: true });

  const isWhole = only === null && change === null;
  const shared = { all: isWhole, atEnd, change, repeats, results: new Map() };
  const lanes = [...new Set(chosen.map(({ lane }) => lane))];
  await Promise.all(
    lanes.map((name) =>
      runLane(
        chosen.filter(({ lane }) => lane === name),
        shared,
      ),
    ),
  );
  const inOrder = chosen.map(({ name }) => [name, shared.results.get(name)]);
  fs.writeFileSync(path.join(resultsFolder, "report.json"), JSON.stringify({ stages: inOrder }));
  return printReport(new Map(inOrder));
}

/** Runs the stages of one lane in sequence. The lanes run in parallel. */
async function runLane(lane, shared) {
  for (const stage of lane) {
    say(`── ${stage.name} ──`);
    const startedAt = performance.now();
    const outcome = await withLabel(stage.name, () => stage.run(shared)).catch(crashed);
    const node = process.versions.node;
    shared.results.set(stage.name, { ...outcome, node, seconds: (performance.now() - startedAt) / 1000 });
    const hasFailed = outcome.failed || outcome.parts?.some(([, part]) => part.failed);
    say(`── ${stage.name} ${hasFailed ? "FAILED" : "passed"} ──`);
  }
}

function crashed(error) {
  console.error(error instanceof PlainError ? error.message : error.stack);
  return { failed: 1, failures: [error.message.split("\n")[0]] };
}

function readOptions() {
  const text = { type: "string" };
  const options = { only: text, changed: { type: "boolean" }, since: text, node: text };
  const { values } = parseArgs({ options });
  const isChange = values.changed || values.since !== undefined;
  if (isChange && values.node !== undefined)
    throw new PlainError("A run on another Node repeats whole stages: leave out --changed and --since.");
  return {
    node: values.node === undefined ? null : Number(values.node),
    only: values.only?.split(",") ?? (values.node === undefined ? null : repeatedStages),
    change: isChange ? changeSince(values.since ?? "HEAD") : null,
  };
}

function chooseStages(only, change) {
  const unknown = (only ?? []).filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    const known = stages.map((stage) => stage.name).join(", ");
    throw new PlainError(`Unknown stage: ${unknown.join(", ")}. Choose from: ${known}`);
  }
  const wanted = stages.filter(
    ({ name, isByName = false, isWanted = () => true }) =>
      (only === null ? !isByName : only.includes(name)) && (change === null || isWanted(change)),
  );
  const needed = new Set(wanted.flatMap(({ name, needs = [] }) => [name, ...needs]));
  return stages.filter(({ name }) => needed.has(name));
}
