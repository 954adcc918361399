// npm test [-- --only unit,database]: every check there is, on services of its own, and one summary at the end.
import fs from "node:fs";
import { parseArgs } from "node:util";
import { PlainError, requireNode } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { say } from "./processes/progress.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";
import { printReport } from "./tests/test-report.mjs";
import { resultsFolder, stages } from "./tests/test-stages.mjs";

runToEnd(test, { signalCode: 130 });

async function test() {
  requireNode();
  const chosen = chooseStages();
  await installWhenStale();
  fs.rmSync(resultsFolder, { recursive: true, force: true });
  fs.mkdirSync(resultsFolder, { recursive: true });

  const shared = { all: chosen.length === stages.length, atEnd, results: new Map() };
  for (const stage of chosen) {
    say(`── ${stage.name} ──`);
    const startedAt = performance.now();
    const outcome = await stage.run(shared).catch(crashed);
    shared.results.set(stage.name, { ...outcome, seconds: (performance.now() - startedAt) / 1000 });
  }
  return printReport(shared.results);
}

function crashed(error) {
  console.error(error instanceof PlainError ? error.message : error.stack);
  return { failed: 1, failures: [error.message.split("\n")[0]] };
}

function chooseStages() {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  if (values.only === undefined) return stages;
  const names = values.only.split(",");
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    const known = stages.map((stage) => stage.name).join(", ");
    throw new PlainError(`No such stage: ${unknown.join(", ")}. There are: ${known}`);
  }
  const needed = new Set(
    names.flatMap((name) => [name, ...(stages.find((s) => s.name === name)?.needs ?? [])]),
  );
  return stages.filter((stage) => needed.has(stage.name));
}
