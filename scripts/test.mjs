// npm test [-- --only unit,database] [-- --changed [--since REV]]: runs all checks, or those that a change needs, on temporary
// services, and prints one summary at the end.
import fs from "node:fs";
import { parseArgs } from "node:util";
import { PlainError, requireNode } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { withLabel } from "./processes/children.mjs";
import { say } from "./processes/progress.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";
import { changeSince } from "./tests/change.mjs";
import { printReport } from "./tests/test-report.mjs";
import { resultsFolder, stages } from "./tests/test-stages.mjs";

runToEnd(test, { signalCode: 130 });

async function test() {
  requireNode();
  const { only, change } = readOptions();
  const chosen = chooseStages(only, change);
  await installWhenStale();
  fs.rmSync(resultsFolder, { recursive: true, force: true });
  fs.mkdirSync(resultsFolder, { recursive: true });

  const isWhole = only === null && change === null;
  const shared = { all: isWhole, atEnd, change, results: new Map() };
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
  return printReport(new Map(inOrder));
}

/** Runs the stages of one lane in sequence. The lanes run in parallel. */
async function runLane(lane, shared) {
  for (const stage of lane) {
    say(`── ${stage.name} ──`);
    const startedAt = performance.now();
    const outcome = await withLabel(stage.name, () => stage.run(shared)).catch(crashed);
    shared.results.set(stage.name, { ...outcome, seconds: (performance.now() - startedAt) / 1000 });
    say(`── ${stage.name} ${outcome.failed ? "FAILED" : "passed"} ──`);
  }
}

function crashed(error) {
  console.error(error instanceof PlainError ? error.message : error.stack);
  return { failed: 1, failures: [error.message.split("\n")[0]] };
}

function readOptions() {
  const options = { only: { type: "string" }, changed: { type: "boolean" }, since: { type: "string" } };
  const { values } = parseArgs({ options });
  const isChange = values.changed || values.since !== undefined;
  return {
    only: values.only?.split(",") ?? null,
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
    ({ name, isWanted = () => true }) =>
      (only === null || only.includes(name)) && (change === null || isWanted(change)),
  );
  const needed = new Set(wanted.flatMap(({ name, needs = [] }) => [name, ...needs]));
  return stages.filter(({ name }) => needed.has(name));
}
