// Keeps the embedded PostgreSQL running as long as one of the launchers that use it lives.
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isReported, retryDelayMs } from "../processes/back-off.mjs";
import { isSameProcess } from "../processes/process-identity.mjs";
import { say } from "../processes/progress.mjs";
import { claim } from "../processes/single-run.mjs";
import { answers, killServer, readPidFile, startServer } from "./postgres-server.mjs";

const stableAfterMs = 5_000;
const stopWithinMs = 1_000;
/** A server that hangs is replaced after a minute. One that recovers from a crash does answer, with an error. */
const defaultLimits = { lookEveryMs: 250, askEveryMs: 5_000, answerMs: 10_000, missedAnswers: 4 };

/**
 * Starts the server of a place again, on the same data and port, whenever it has ended or hangs. Every launcher that uses the server
 * calls this: the lock of the folder decides which of them acts, so another one takes over when that one ends.
 *
 * @param server { folder, place, durable, port } folder: where the lock is.
 * @param limits for tests.
 * @returns {{ stop(): Promise<void> }} stop resolves once this launcher no longer touches the server.
 */
export function keepPostgres(server, limits = {}) {
  const stopping = new AbortController();
  const bounds = { ...defaultLimits, ...limits };
  const running = Promise.all([
    restartWhenGone(server, bounds, stopping.signal),
    killWhenHung(server, bounds, stopping.signal),
  ]);
  return {
    async stop() {
      stopping.abort();
      // A question that a hanging server leaves unanswered may be under way.
      await Promise.race([running, sleep(stopWithinMs)]);
    },
  };
}

/** Tries `start` until it succeeds, with growing pauses. @returns what `start` returns. */
export async function startUntilRunning(start) {
  for (let failures = 1; ; failures++) {
    try {
      return await start();
    } catch (error) {
      tellFailure(error, failures);
      await sleep(retryDelayMs(failures));
    }
  }
}

async function restartWhenGone(server, { lookEveryMs }, signal) {
  let known = null;
  let seenAt = 0;
  for (let failures = 0; !signal.aborted; ) {
    if (known !== null && isSameProcess(known)) {
      // The server of a start that fails, ours or another launcher's, is there for a moment too.
      if (performance.now() - seenAt > stableAfterMs) failures = 0;
    } else {
      known = readPidFile(server.place);
      seenAt = performance.now();
      if (known === null) failures = await tryToRestart(server, failures, signal);
    }
    await pause(lookEveryMs, signal);
  }
}

/** @returns the number of failures in a row. */
async function tryToRestart(server, failures, signal) {
  try {
    await restart(server, signal);
    return failures;
  } catch (error) {
    if (signal.aborted) return failures;
    tellFailure(error, failures + 1);
    await pause(retryDelayMs(failures + 1), signal);
    return failures + 1;
  }
}

/** Prints the reason of the first failure and the number of later ones. */
function tellFailure(error, failures) {
  const what = failures === 1 ? error.message : `PostgreSQL did not start (${failures} times in a row)`;
  if (isReported(failures)) say(`${what}\nTrying again in ${retryDelayMs(failures) / 1000} s`);
}

/** Returns at once if another launcher is starting the server; the next look shows the result. */
async function restart({ folder, place, durable, port }, signal) {
  const lock = await claim(path.join(folder, "lock"));
  if ("holder" in lock) return;
  try {
    if (signal.aborted || readPidFile(place) !== null) return;
    const began = performance.now();
    say("postgres ended unexpectedly; starting it again on its data");
    await startServer(place, { durable, port, signal });
    say(`postgres is ready again (${((performance.now() - began) / 1000).toFixed(1)} s after its start)`);
  } finally {
    lock.release();
  }
}

async function killWhenHung({ folder, place, port }, { askEveryMs, answerMs, missedAnswers }, signal) {
  let missed = 0;
  while (!signal.aborted) {
    await pause(askEveryMs, signal);
    if (signal.aborted) return;
    const answered = await answers(place, port, answerMs).catch(() => false);
    if (signal.aborted) return;
    missed = answered || readPidFile(place) === null ? 0 : missed + 1;
    if (missed < missedAnswers) continue;
    missed = 0;
    const lock = await claim(path.join(folder, "lock"));
    if ("holder" in lock) continue;
    try {
      say("postgres did not answer any more and is killed");
      await killServer(place);
    } finally {
      lock.release();
    }
  }
}

function pause(milliseconds, signal) {
  return sleep(milliseconds, undefined, { signal }).catch(() => {});
}
