import path from "node:path";
import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode } from "@/domain/errors";
import type { Reason } from "@/domain/reasons";
import { availabilityOf } from "@/server/database/availability";
import { type Log, logFor } from "@/server/log";
import { settings, startedAs } from "@/server/settings";
import type { MarketAnswers, MarketQuestion } from "./questions";

/** With the checks around a question, no visitor waits over five seconds. */
const ANSWER_WITHIN_MS = 4500;
const RESTART_AFTER_MS = 1000;
const RETRY_AFTER_SECONDS = 2;

/**
 * The code that the thread runs first. A thread does not inherit the TypeScript loader of its process, and the bundler would
 * bundle a file that is named here, where it cannot run. So this is source text, and the worker data names the file.
 */
const loader = `
  import("tsx/esm/api").then(({ register }) => {
    register();
    return import(require("node:worker_threads").workerData.entry);
  });
`;

type Waiting = {
  resolve: (answer: unknown) => void;
  reject: (error: AppError) => void;
  timer: NodeJS.Timeout;
};
type Failure = {
  code: ErrorCode;
  message: string;
  reason?: Reason;
  retryAfterSeconds?: number | null;
};
type Reply = { id?: number; answer?: unknown; error?: Failure };
type Client = { ask: (question: MarketQuestion) => Promise<unknown>; close: () => Promise<void> };

const processGlobals = globalThis as { gpubrokerMarket?: Client };

/**
 * Asks the market snapshot of this process a question. The first call starts its thread.
 *
 * @throws {AppError} UNAVAILABLE when the thread has no market yet or does not answer in time; INTERNAL when it fails.
 */
export async function askMarket<Question extends MarketQuestion>(
  question: Question,
): Promise<MarketAnswers[Question["ask"]]> {
  const client = warmMarket();
  // `answer` in questions.ts pairs each question with its answer; messages between threads lose these types.
  return (await client.ask(question)) as MarketAnswers[Question["ask"]];
}

/** Starts the market thread of this process unless it is running. */
export function warmMarket(): Client {
  processGlobals.gpubrokerMarket ??= startMarket(settings().DATABASE_URL, logFor("market"));
  return processGlobals.gpubrokerMarket;
}

/** Starts a market thread on the given database. */
export function startMarket(databaseUrl: string, log: Log): Client {
  const waiting = new Map<number, Waiting>();
  let sequence = 0;
  let closed = false;
  let restart: NodeJS.Timeout | undefined;
  let current: Worker;
  let isLoaded = false;
  let thread = spawn();

  function spawn(): Promise<Worker> {
    const worker = new Worker(loader, {
      eval: true,
      workerData: { databaseUrl, entry: threadFile(), processes: startedAs() },
    });
    current = worker;
    isLoaded = false;
    worker.on("message", (reply: Reply) => settle(reply));
    worker.once("exit", (code) => onExit(code));
    worker.on("error", (error) => log.error({ err: error }, "market thread failed"));
    return new Promise((resolve, reject) => {
      worker.once("message", () => {
        isLoaded = true;
        resolve(worker);
      });
      worker.once("exit", () => reject(notReady("the market thread ended while starting")));
    });
  }

  function settle({ id, answer, error }: Reply): void {
    const one = id === undefined ? undefined : waiting.get(id);
    if (!one || id === undefined) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    if (error === undefined) one.resolve(answer);
    else one.reject(toAppError(error));
  }

  function onExit(code: number): void {
    for (const id of [...waiting.keys()]) settle({ id, error: notReady("the thread ended") });
    if (closed) return;
    log.error({ code }, "market thread ended; starting another");
    thread = new Promise((resolve, reject) => {
      restart = setTimeout(() => spawn().then(resolve, reject), RESTART_AFTER_MS);
    });
    // The next question gets the error of a failed restart; meanwhile the exit handler tries again.
    thread.catch(() => undefined);
  }

  /** The time-out starts with the question, so a thread that cannot start delays nobody longer than a slow one. */
  function ask(question: MarketQuestion): Promise<unknown> {
    if (!isLoaded && availabilityOf(databaseUrl).awayForMs() !== null) return Promise.reject(databaseAway());
    return new Promise((resolve, reject) => {
      const id = sequence++;
      const refuse = (message: string) => settle({ id, error: notReady(message) });
      const timer = setTimeout(refuse, ANSWER_WITHIN_MS, "no answer in time");
      waiting.set(id, { resolve, reject, timer });
      thread.then(
        (worker) => waiting.has(id) && worker.postMessage({ id, question }),
        () => refuse("the thread did not start"),
      );
    });
  }

  thread.catch(() => undefined);
  return {
    ask,
    close: async () => {
      closed = true;
      clearTimeout(restart);
      await current.terminate();
    },
  };
}

function notReady(message: string): AppError {
  return new AppError("UNAVAILABLE", message, {
    reason: { code: "market.not_ready", parameters: { seconds: RETRY_AFTER_SECONDS } },
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

function databaseAway(): AppError {
  return new AppError("UNAVAILABLE", "the database is away, and the market was never loaded", {
    reason: { code: "database.away", parameters: { seconds: RETRY_AFTER_SECONDS } },
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

function threadFile(): string {
  return path.join(process.cwd(), "src", "server", "market", "thread.ts");
}

function toAppError({ code, message, reason, retryAfterSeconds }: Failure): AppError {
  return new AppError(code, `market: ${message}`, {
    ...(reason ? { reason } : {}),
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
  });
}
