// Whether a child is ready to serve, and whether it still answers.
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "./children.mjs";

/**
 * A process hangs when it leaves several questions in a row unanswered. Counting answers instead of time makes up for a launcher
 * that was stopped itself, and each question may take long because a busy machine is no reason to kill a process.
 */
const defaultLimits = {
  askEveryMs: 5_000,
  answerMs: 10_000,
  missedAnswers: 3,
  startMs: 120_000,
  readyEveryMs: 100,
};

/**
 * Resolves to true once the service is ready, or to false if it ends before that.
 *
 * @param life { child, over, wasReady } over: an AbortSignal, aborted at the end of the child. wasReady(): whether it has been ready.
 */
export async function whenReady({ healthUrl }, { child, over }, limits = {}) {
  const { readyEveryMs } = { ...defaultLimits, ...limits };
  if (!healthUrl) return announced(child, over);
  while (isRunning(child) && !over.aborted) {
    if (await answersOk(healthUrl, 5_000)) return !over.aborted;
    await pause(readyEveryMs, over);
  }
  return false;
}

/**
 * Resolves to true once the child runs but does not answer, or to false if it ends before that.
 *
 * @param life as of {@link whenReady}.
 */
export async function hasHung({ healthUrl, aliveUrl = healthUrl }, { child, over, wasReady }, limits = {}) {
  const { askEveryMs, answerMs, missedAnswers, startMs } = { ...defaultLimits, ...limits };
  const startedAt = performance.now();
  let hasAnswered = false;
  let missed = 0;
  for (;;) {
    await pause(askEveryMs, over);
    if (over.aborted || !isRunning(child)) return false;
    const answers = aliveUrl ? await answersAtAll(aliveUrl, answerMs) : await answersPing(child, answerMs);
    hasAnswered ||= answers;
    // A process that is still starting answers nothing yet, so those questions do not count.
    missed = !answers && (hasAnswered || wasReady()) ? missed + 1 : 0;
    const neverAnswers = !hasAnswered && !wasReady() && performance.now() - startedAt > startMs;
    if (missed >= missedAnswers || neverAnswers) return !over.aborted && isRunning(child);
  }
}

function announced(child, over) {
  return new Promise((resolve) => {
    child.on("message", (message) => message === "ready" && resolve(true));
    over.addEventListener("abort", () => resolve(false), { once: true });
  });
}

function answersPing(child, withinMs) {
  return new Promise((resolve) => {
    const settle = (answers) => {
      clearTimeout(timer);
      child.off("message", onMessage);
      resolve(answers);
    };
    const onMessage = (message) => message === "alive" && settle(true);
    const timer = setTimeout(settle, withinMs, false);
    child.on("message", onMessage);
    // The callback keeps the error of a closed channel from being thrown.
    child.send("ping", () => {});
  });
}

async function answersOk(url, withinMs) {
  return (await statusOf(url, withinMs)) === 200;
}

/** Any answer shows that the process works; an error may well come from its database. */
async function answersAtAll(url, withinMs) {
  return (await statusOf(url, withinMs)) !== null;
}

async function statusOf(url, withinMs) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

function pause(milliseconds, over) {
  return sleep(milliseconds, undefined, { signal: over }).catch(() => {});
}
