// Other releases of Node for the tests, from the npm registry: Node 20, which the product still supports, is past its end of life.
import fs from "node:fs";
import path from "node:path";
import { dataFolder, root } from "../prepare/environment.mjs";
import { runStep } from "../processes/children.mjs";
import { installAside } from "./side-packages.mjs";

const home = path.join(root, "infrastructure/node");
/** What a run on another Node repeats. The build is the same for all, and a browser sees no difference. */
export const repeatedStages = ["unit", "database", "smoke"];

/** Each run keeps its reports apart, so that a run on another Node can report to the run that started it. */
export function resultsFolderOf(major) {
  return path.join(dataFolder, "test-results", `node-${major}`);
}

export const ownMajor = Number(process.versions.node.split(".")[0]);

/** A stage that repeats others, given by their names, in a run on another Node. */
export async function runOnNode(major, stages) {
  if (major === ownMajor) return { leftOut: [`Node ${major}: this whole run is on it`] };
  const program = await findNode(major);
  if (program.path === null) return { leftOut: [`Node ${major}: ${program.reason}`] };
  const report = path.join(resultsFolderOf(major), "report.json");
  fs.rmSync(report, { force: true });
  const args = ["scripts/test.mjs", "--only", stages.join(",")];
  const PATH = [path.dirname(program.path), process.env.PATH].join(path.delimiter);
  const env = { ...process.env, PATH };
  const code = await runStep(`tests on Node ${major}`, program.path, args, { env, mustPass: false });
  return readOutcome(report, code, major);
}

/** What a run on another Node has reported: its stages as parts, and a failure of its own if there is no report. */
export function readOutcome(file, code, major) {
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
  const parts = report?.stages ?? [];
  const hasFailure = parts.some(([, { failed }]) => failed);
  if (code === 0 || hasFailure) return { parts };
  return { parts, failed: 1, failures: [`the run on Node ${major} ended with exit code ${code}`] };
}

/** @returns {Promise<{ path: string } | { path: null, reason: string }>} */
async function findNode(major) {
  const name = `node-${major}-${process.platform}-${process.arch}`;
  const { optionalDependencies } = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8"));
  if (!(name in optionalDependencies))
    return { path: null, reason: `no package for ${process.platform}-${process.arch} is chosen` };
  const program = path.join(home, "node_modules", name, "bin/node");
  if ((await installAside("node", "releases of Node")) && fs.existsSync(program)) return { path: program };
  return { path: null, reason: "it could not be installed (run npm ci in infrastructure/node to see why)" };
}
