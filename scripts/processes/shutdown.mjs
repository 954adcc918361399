// Whatever was started is stopped, last started first, however the run ends.

import { PlainError } from "../prepare/environment.mjs";
import { killEverything, killSteps } from "./children.mjs";
import { say } from "./progress.mjs";

// npm hands its own copy of a terminal's Ctrl-C on to us, so one key press arrives twice.
const samePressMs = 500;
const undo = [];
let ending = null;
let firstSignalAt = 0;

/** Registers what has to be undone at the end. */
export function atEnd(action) {
  undo.push(action);
}

/** Runs `main`, then undoes everything; main's return value is the exit code, a signal's is `signalCode`. */
export function runToEnd(main, { signalCode = 0 } = {}) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => onSignal(signalCode));
  main().then(
    (code) => end(code),
    (error) => end(complain(error)),
  );
}

/** Ends the run from anywhere, once. */
export function end(code) {
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
      console.error(`while stopping: ${error.message}`);
    }
  }
  return clean;
}

function onSignal(code) {
  const now = performance.now();
  if (ending === null) {
    firstSignalAt = now;
    say("stopping (once more Ctrl-C kills at once)");
    killSteps();
    end(code);
    return;
  }
  if (now - firstSignalAt < samePressMs) return;
  killEverything();
  process.exit(1);
}

function complain(error) {
  // once the end has begun, a step cut off by it is no news
  if (ending !== null) return 0;
  console.error(`\n${describe(error)}`);
  return 1;
}

function describe(error) {
  if (error instanceof PlainError) return error.message;
  if (error.code !== "EACCES" || !error.path) return error.stack;
  return `${error.path} belongs to another account: start as that one, or give the checkout to this one (chown -R).`;
}
