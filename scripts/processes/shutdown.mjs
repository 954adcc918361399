// Stops everything that was started, in reverse order, however the run ends.

import { PlainError } from "../prepare/environment.mjs";
import { killEverything, killSteps } from "./children.mjs";
import { say } from "./progress.mjs";

// npm forwards the terminal's Ctrl-C, so one key press arrives twice.
const samePressMs = 500;
const undo = [];
let ending = null;
let firstSignalAt = 0;
let killAfterMs = null;

/** Registers an action to run at the end. */
export function atEnd(action) {
  undo.push(action);
}

/**
 * Runs `main`, then all registered actions. The exit code is main's return value, or `signalCode` after a signal.
 *
 * @param options.endWithinMs kills whatever has not stopped by itself this long after the end began.
 */
export function runToEnd(main, { signalCode = 0, endWithinMs = null } = {}) {
  killAfterMs = endWithinMs;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => onSignal(signalCode));
  main().then(
    (code) => end(code),
    (error) => end(reportError(error)),
  );
}

/** Ends the run. Can be called from anywhere; only the first call has an effect. */
export function end(code) {
  if (ending === null && killAfterMs !== null) setTimeout(killAll, killAfterMs);
  ending ??= undoAll().then((clean) => process.exit(clean ? code : 1));
  return ending;
}

async function undoAll() {
  let clean = true;
  for (const action of undo.reverse()) {
    try {
      await action();
    } catch (error) {
      clean = false;
      console.error(`error while stopping: ${error.message}`);
    }
  }
  return clean;
}

function onSignal(code) {
  const now = performance.now();
  if (ending === null) {
    firstSignalAt = now;
    say("stopping (press Ctrl-C again to kill everything at once)");
    killSteps();
    end(code);
    return;
  }
  if (now - firstSignalAt < samePressMs) return;
  killAll();
}

function killAll() {
  killEverything();
  process.exit(1);
}

function reportError(error) {
  // Steps that fail because the run is ending are not reported.
  if (ending !== null) return 0;
  console.error(`\n${describe(error)}`);
  return 1;
}

function describe(error) {
  if (error instanceof PlainError) return error.message;
  if (error.code !== "EACCES" || !error.path) return error.stack;
  return `Permission denied: ${error.path} belongs to another account. Start gpubroker as that account, or change the owner of the checkout to this account (chown -R).`;
}
