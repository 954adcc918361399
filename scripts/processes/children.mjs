// Child processes: short steps that are waited for, and services that are kept alive.
import { AsyncLocalStorage } from "node:async_hooks";
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { PlainError, root } from "../prepare/environment.mjs";
import { say, sayLines } from "./progress.mjs";

const restartsPerMinute = 5;
const settleMs = 2_000;
// Own process groups: a terminal's Ctrl-C reaches only the launcher, which stops the others in order, and whatever
// a child has started can be ended with it.
const detached = process.platform !== "win32";
const running = new Set();
const steps = new Set();
const lastActs = new Set();
const labels = new AsyncLocalStorage();

/** Runs `work` so that every step in it prints its lines behind a label: for steps that run side by side. */
export function withLabel(label, work) {
  return labels.run(label, work);
}

/**
 * Runs one command to its end with its output on our terminal, line by line behind the label where there is one.
 *
 * @returns the exit code; with `mustPass` (default) anything but 0 throws.
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
    throw new PlainError(`${what} failed (exit code ${code}); its output is above.`);
  return code;
}

/** runStep for a Node script. */
export function runNode(what, args, options) {
  return runStep(what, process.execPath, args, options);
}

/**
 * Starts a service and starts it again when it ends by itself, at most five times a minute.
 *
 * @param service { name, args, env, healthUrl?, stopWithinMs } - without healthUrl it
 *   is ready when it says "ready" over the IPC channel, or has stayed alive for two seconds.
 * @param onGivenUp called with one line of explanation when it cannot be kept alive.
 */
export function keepAlive(service, onGivenUp) {
  const starts = [];
  let child = null;
  let stopping = false;
  let tellReady = () => {};
  const ready = new Promise((resolve) => {
    tellReady = resolve;
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
    child.on("message", (message) => message === "ready" && tellReady());
    void waitUntilWell(service.healthUrl, child).then((well) => well && tellReady());
    // A process that cannot even be started counts as one that ended.
    exitCodeOf(child).then(onExit, (error) => onExit(error.code));
  }

  async function onExit(code) {
    if (stopping) return;
    const recent = starts.filter((at) => performance.now() - at < 60_000).length;
    if (recent > restartsPerMinute) {
      onGivenUp(`${service.name} ended ${recent} times within a minute (last exit code ${code}); giving up.`);
      return;
    }
    const pauseMs = 250 * 2 ** recent;
    say(`${service.name} ended by itself (exit code ${code}); starting it again in ${pauseMs / 1000} s`);
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

/** Ends the running steps: what a signal does first, so that nobody waits for a build to finish. */
export function killSteps() {
  for (const child of steps) signalGroup(child, "SIGKILL");
}

/** Registers what `killEverything` has to do besides; returns how to take that back. */
export function atKill(act) {
  lastActs.add(act);
  return () => lastActs.delete(act);
}

/** The second Ctrl-C: no order, no mercy. */
export function killEverything() {
  for (const act of lastActs) act();
  for (const child of running) signalGroup(child, "SIGKILL");
}

/** spawn, for processes that must not outlive us. */
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
    // nobody left to tell
  }
}

async function waitUntilWell(healthUrl, child) {
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
