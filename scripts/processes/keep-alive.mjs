// Keeps one process running: it is started again without end, whether it exits, is killed or hangs.
import { setTimeout as sleep } from "node:timers/promises";
import { isReported, retryDelayMs } from "./back-off.mjs";
import { endChild, exitCodeOf, launch, signalGroup } from "./children.mjs";
import { hasHung, whenReady } from "./health.mjs";
import { readLines, say, sayLine } from "./progress.mjs";

/** How many times it may exit, and how long it may take, before the start of the product no longer waits for it. */
const patience = { exits: 3, waitMs: 120_000 };
/** A process that was ready for so long begins with the shortest pause again. */
const stableAfterMs = 5_000;
const heldLines = 50;

/**
 * Starts a service and keeps it running until it is stopped.
 *
 * @param service { name, args, env, healthUrl?, aliveUrl?, stopWithinMs }
 *   healthUrl answers 200 when the service is ready. Without it, the service sends "ready" over the IPC channel.
 *   aliveUrl answers as long as the process works at all, whatever state its database is in; healthUrl by default. Without both,
 *   the service answers "ping" with "alive" over the IPC channel. A process that stops answering is killed and started again.
 * @param limits for tests; see health.mjs.
 * @returns {{ name: string, settled: Promise<boolean>, stop(): Promise<void> }} settled: true once it is ready for the first
 *   time, false if it has exited three times or was not ready within two minutes. It is kept running in either case.
 */
export function keepAlive(service, limits = {}) {
  const { name } = service;
  const stopping = new AbortController();
  let life = null;
  let wasReady = false;
  let settle = () => {};
  const settled = new Promise((resolve) => {
    settle = resolve;
  });
  const patienceTimer = setTimeout(
    () => giveNoMoreTime("has not become ready within two minutes"),
    patience.waitMs,
  );

  async function run() {
    for (let failures = 0, isFirst = true; !stopping.signal.aborted; isFirst = false) {
      life = begin(service, limits, { isFirst, isQuiet: failures > patience.exits, onReady });
      const { reason, wasStable, tell } = await life.ended;
      if (stopping.signal.aborted) return;
      failures = wasStable ? 1 : failures + 1;
      const delayMs = retryDelayMs(failures);
      if (isReported(failures)) {
        tell();
        say(`${name} ${reason}${describeRepeats(failures)}; starting it again in ${delayMs / 1000} s`);
      }
      if (failures === patience.exits)
        giveNoMoreTime(`does not start: it ${reason} ${failures} times in a row`);
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  function onReady() {
    wasReady = true;
    clearTimeout(patienceTimer);
    settle(true);
  }

  function giveNoMoreTime(what) {
    if (wasReady) return;
    clearTimeout(patienceTimer);
    settle(false);
    say(
      `${name} ${what}. Its output above says why. gpubroker keeps on starting it; correct the cause meanwhile.`,
    );
  }

  async function stop() {
    clearTimeout(patienceTimer);
    stopping.abort();
    settle(false);
    if (life?.child) await endChild(life.child, service.stopWithinMs);
  }

  void run();
  return { name, settled, stop };
}

/**
 * One life of the process.
 *
 * @param options { isFirst, isQuiet, onReady } isQuiet: holds its output back until it is ready or its end is reported.
 * @returns {{ child, ended: Promise<{ reason: string, wasStable: boolean, tell(): void }> }} tell prints what was held back.
 */
function begin(service, limits, { isFirst, isQuiet, onReady }) {
  const { name } = service;
  const startedAt = performance.now();
  let readyAt = null;
  const output = holdOutput(name, isQuiet);
  const child = tryLaunch(service);
  if (child instanceof Error) return { child: null, ended: Promise.resolve(describeFailure(child, output)) };
  for (const stream of [child.stdout, child.stderr]) readLines(stream, output.add);
  const over = new AbortController();
  const life = { child, over: over.signal, wasReady: () => readyAt !== null };
  let hangs = false;

  void whenReady(service, life, limits).then((isReady) => {
    if (!isReady) return;
    readyAt = performance.now();
    output.release();
    const again = isFirst ? "" : ` again (${((readyAt - startedAt) / 1000).toFixed(1)} s after its start)`;
    say(`${name} is ready${again}`);
    onReady();
  });
  void hasHung(service, life, limits).then((isHung) => {
    if (!isHung) return;
    hangs = true;
    // A process that hangs, or was stopped by SIGSTOP, would not follow SIGTERM.
    signalGroup(child, "SIGKILL");
  });

  const ended = exitCodeOf(child).then(
    (code) => {
      over.abort();
      const wasStable = readyAt !== null && performance.now() - readyAt >= stableAfterMs;
      return {
        reason: hangs ? "did not answer any more and was killed" : describeExit(code),
        wasStable,
        tell: output.release,
      };
    },
    (error) => {
      over.abort();
      return describeFailure(error, output);
    },
  );
  return { child, ended };
}

/** Some failures to start a process are thrown, others are emitted. */
function tryLaunch(service) {
  try {
    return launch(process.execPath, service.args, {
      env: service.env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
  } catch (error) {
    return error;
  }
}

function describeFailure(error, output) {
  return {
    reason: `could not be started (${error.code ?? error.message})`,
    wasStable: false,
    tell: output.release,
  };
}

function describeExit(code) {
  return typeof code === "number" ? `exited unexpectedly (exit code ${code})` : `was killed (${code})`;
}

function describeRepeats(failures) {
  if (failures < 2) return "";
  const more = failures > patience.exits ? ", which is said less and less often" : "";
  return ` (${failures} times in a row${more})`;
}

/** Prints lines at once, or keeps the last of them until they are released. */
function holdOutput(name, isQuiet) {
  let held = isQuiet ? [] : null;
  return {
    add(line) {
      if (held === null) return sayLine(name, line);
      held.push(line);
      if (held.length > heldLines) held.shift();
    },
    release() {
      for (const line of held ?? []) sayLine(name, line);
      held = null;
    },
  };
}
