// Child processes of the launcher, and steps, which are children that run to their end. keep-alive.mjs keeps services running.
import { AsyncLocalStorage } from "node:async_hooks";
import { spawn } from "node:child_process";
import { PlainError, root } from "../prepare/environment.mjs";
import { sayLines } from "./progress.mjs";

// Children get separate process groups. A Ctrl-C in the terminal then reaches only the launcher, which stops the children in
// order, and a signal to the group also reaches the processes that a child has started.
const detached = process.platform !== "win32";
const running = new Set();
const steps = new Set();
const killActions = new Set();
const labels = new AsyncLocalStorage();

/** Runs `work` so that all its steps print their lines after a label. For steps that run in parallel. */
export function withLabel(label, work) {
  return labels.run(label, work);
}

/**
 * Runs one command to its end. Prints its output on our terminal, or line by line after the label if there is one.
 *
 * @returns the exit code.
 * @throws {PlainError} if the exit code is not 0, unless `mustPass` is false.
 */
export async function runStep(what, command, args, { env = process.env, mustPass = true } = {}) {
  const label = labels.getStore();
  const output = label === undefined ? "inherit" : "pipe";
  const child = launch(command, args, { env, stdio: ["ignore", output, output] });
  if (label !== undefined) for (const stream of [child.stdout, child.stderr]) sayLines(stream, label);
  steps.add(child);
  const code = await exitCodeOf(child);
  steps.delete(child);
  if (code !== 0 && mustPass)
    throw new PlainError(`${what} failed with exit code ${code}. See its output above.`);
  return code;
}

/** Like {@link runStep}, for a Node script. */
export function runNode(what, args, options) {
  return runStep(what, process.execPath, args, options);
}

/** Kills the running steps. The first signal does this, so that nobody has to wait for a build to finish. */
export function killSteps() {
  for (const child of steps) signalGroup(child, "SIGKILL");
}

/** Registers an action for `killEverything`. @returns a function that removes it. */
export function atKill(action) {
  killActions.add(action);
  return () => killActions.delete(action);
}

/** Kills all children at once, in no order. The second Ctrl-C does this. */
export function killEverything() {
  for (const action of killActions) action();
  for (const child of running) signalGroup(child, "SIGKILL");
}

/** Like spawn, for processes that must not outlive the launcher. */
export function launch(command, args, options) {
  const child = spawn(command, args, { cwd: root, detached, ...options });
  running.add(child);
  child.once("error", () => child.pid === undefined && running.delete(child));
  child.once("exit", () => {
    running.delete(child);
    signalGroup(child, "SIGKILL");
  });
  return child;
}

/** Resolves to the exit code or the name of the signal that ended it. Rejects if the child could not be started. */
export function exitCodeOf(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
}

/** Sends SIGTERM, and SIGKILL to the whole group if the child still runs after `withinMs`. */
export async function endChild(child, withinMs) {
  if (child.pid === undefined || !isRunning(child)) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), withinMs);
  await gone;
  clearTimeout(timer);
}

export function signalGroup(child, signal) {
  try {
    process.kill(detached ? -child.pid : child.pid, signal);
  } catch {
    // The processes have already ended.
  }
}

export function isRunning(child) {
  return child.exitCode === null && child.signalCode === null;
}
