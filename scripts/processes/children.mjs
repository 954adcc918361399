// Child processes: steps, which run to their end, and services, which are restarted if they exit.
import { AsyncLocalStorage } from "node:async_hooks";
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { PlainError, root } from "../prepare/environment.mjs";
import { say, sayLines } from "./progress.mjs";

const restartsPerMinute = 5;
const settleMs = 2_000;
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

/**
 * Starts a service and restarts it if it exits, at most five times a minute.
 *
 * @param service { name, args, env, healthUrl?, stopWithinMs }. Without healthUrl, the service is ready once it sends
 *   "ready" over the IPC channel or has run for two seconds.
 * @param onGivenUp called with a one-line explanation if the service exits too often.
 */
export function keepAlive(service, onGivenUp) {
  const starts = [];
  let child = null;
  let stopping = false;
  let markReady = () => {};
  const ready = new Promise((resolve) => {
    markReady = resolve;
  });

  function begin() {
    if (stopping) return;
    starts.push(performance.now());
    child = launch(process.execPath, service.args, {
      env: service.env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    sayLines(child.stdout, service.name);
    sayLines(child.stderr, service.name);
    child.on("message", (message) => message === "ready" && markReady());
    void waitUntilHealthy(service.healthUrl, child).then((isHealthy) => isHealthy && markReady());
    // A process that fails to start counts as one that exited.
    exitCodeOf(child).then(onExit, (error) => onExit(error.code));
  }

  async function onExit(code) {
    if (stopping) return;
    const recent = starts.filter((at) => performance.now() - at < 60_000).length;
    if (recent > restartsPerMinute) {
      onGivenUp(
        `${service.name} exited ${recent} times within a minute (last exit code ${code}). Fix the error in its output above, then start again.`,
      );
      return;
    }
    const pauseMs = 250 * 2 ** recent;
    say(`${service.name} exited unexpectedly (exit code ${code}), restarting it in ${pauseMs / 1000} s`);
    await sleep(pauseMs);
    begin();
  }

  async function stop() {
    stopping = true;
    if (child !== null) await endChild(child, service.stopWithinMs);
  }

  begin();
  return { name: service.name, ready, stop };
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
  child.once("exit", () => {
    running.delete(child);
    signalGroup(child, "SIGKILL");
  });
  return child;
}

function exitCodeOf(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
}

async function endChild(child, withinMs) {
  if (!isAlive(child)) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), withinMs);
  await gone;
  clearTimeout(timer);
}

function signalGroup(child, signal) {
  try {
    process.kill(detached ? -child.pid : child.pid, signal);
  } catch {
    // The processes have already ended.
  }
}

async function waitUntilHealthy(healthUrl, child) {
  const settled = sleep(settleMs, undefined, { ref: false });
  while (isAlive(child)) {
    if (healthUrl ? await answersOk(healthUrl) : await Promise.race([settled.then(() => true), sleep(100)]))
      return true;
    await sleep(100);
  }
  return false;
}

function isAlive(child) {
  return child.exitCode === null && child.signalCode === null;
}

async function answersOk(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
