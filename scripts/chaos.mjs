// npm run chaos [-- --minutes 30] [-- --seed 7] [-- --only "kill web,kill door"] [-- --sequence "kill web,kill door+kill workers"]
// [-- --shared]: breaks what the product runs on, at random but by a seed, or in the order of a sequence (+ at once), while readers and
// hostile clients load it, and compares what it stored with an undisturbed twin. --shared is for a machine that does other work too:
// what is stored must still be right, but times have wider bounds.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { startTwin } from "./chaos/launch/twin.mjs";
import { dataFolder, PlainError, requireNode, root } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { buildWeb, generateClient } from "./prepare/prepare.mjs";
import { environmentFor, systemVariables } from "./prepare/process-environment.mjs";
import { launch, runNode } from "./processes/children.mjs";
import { freePort } from "./processes/ports.mjs";
import { say } from "./processes/progress.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";

const startWithinMs = 180_000;

runToEnd(chaos, { signalCode: 130 });

async function chaos() {
  requireNode();
  const options = readOptions();
  await installWhenStale();
  await generateClient();
  await buildWeb({ distFolder: ".next-test" });
  const folder = path.join(dataFolder, "chaos");
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });

  const instance = await startInstance(folder);
  const twin = await startTwin(instance.simulatorUrl, path.join(folder, "twin.log"));
  atEnd(twin.stop);
  const plan = path.join(folder, "plan.json");
  const run = { ...options, ...instance, twinUrl: twin.url, folder };
  fs.writeFileSync(plan, JSON.stringify(run), { mode: 0o600 });
  const extent = options.sequence ? `${options.sequence.length} steps` : `${options.minutes} minutes`;
  say(`${extent} of chaos with seed ${options.seed}; the log is in ${path.relative(root, folder)}`);
  const env = await environmentFor("tests", process.env, { NODE_ENV: "production", TZ: "UTC" });
  return runNode("chaos", ["--import", "tsx", "scripts/chaos/run.ts", plan], { env, mustPass: false });
}

/**
 * Starts the product in a separate launcher, so that its supervision is the one that people run.
 *
 * @returns what the launcher reports: its addresses, its databases and its process id.
 */
async function startInstance(folder) {
  const log = fs.openSync(path.join(folder, "instance.log"), "w", 0o600);
  const args = ["scripts/chaos/launch/instance.mjs", String(await freePort()), folder];
  const child = launch(process.execPath, args, {
    env: systemVariables(process.env),
    stdio: ["ignore", log, log, "ipc"],
  });
  fs.closeSync(log);
  atEnd(() => endInstance(child));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new PlainError("the product did not start in time")),
      startWithinMs,
    );
    child.once("message", (report) => {
      clearTimeout(timer);
      resolve({ ...report, instancePid: child.pid });
    });
    child.once("exit", (code) =>
      reject(new PlainError(`the product did not start (exit code ${code}); see ${folder}/instance.log`)),
    );
  });
}

function endInstance(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  return gone;
}

function readOptions() {
  const options = {
    minutes: { type: "string" },
    seed: { type: "string" },
    only: { type: "string" },
    sequence: { type: "string" },
    shared: { type: "boolean" },
  };
  const { values } = parseArgs({ options });
  const [minutes, seed] = [
    Number(values.minutes ?? 3),
    Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)),
  ];
  if (!(minutes > 0 && minutes <= 24 * 60))
    throw new PlainError("--minutes must be a number above 0 and up to 1440.");
  if (!Number.isSafeInteger(seed) || seed < 0) throw new PlainError("--seed must be a whole number from 0.");
  const only = values.only?.split(",") ?? null;
  const sequence = values.sequence?.split(",").map((step) => step.split("+")) ?? null;
  return { minutes, seed, only, sequence, isShared: values.shared === true };
}
