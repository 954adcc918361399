import path from "node:path";
import { Worker } from "node:worker_threads";
import { AppError, type ErrorCode } from "@/domain/errors";
import type { Reason } from "@/domain/reasons";
import { type Log, logFor } from "@/server/log";
import { settings, startedAs } from "@/server/settings";
import type { MarketAnswers, MarketQuestion } from "./questions";

const ANSWER_WITHIN_MS = 10_000;
const RESTART_AFTER_MS = 1000;

/**
 * What the thread runs first. A thread does not inherit the TypeScript loader of its process, and the bundler would pull a file that is
 * named here into the bundle, where it cannot run. So this is a text, and the data names the file.
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

const held = globalThis as { gpubrokerMarket?: Client };

/**
 * Asks the market snapshot of this process; starts its thread at the first question.
 *
 * @throws {AppError} INTERNAL when the thread fails or gives no answer within 10 s.
 */
export async function askMarket<Question extends MarketQuestion>(
  question: Question,
): Promise<MarketAnswers[Question["ask"]]> {
  const client = warmMarket();
  // `answer` in questions.ts pairs each question with its answer; the pair is lost at the thread's border.
  return (await client.ask(question)) as MarketAnswers[Question["ask"]];
}

/** Starts the thread of this process unless it is there. */
export function warmMarket(): Client {
  held.gpubrokerMarket ??= startMarket(settings().DATABASE_URL, logFor("market"));
  return held.gpubrokerMarket;
}

/** A market thread on a database of the caller's choice. */
export function startMarket(databaseUrl: string, log: Log): Client {
  const waiting = new Map<number, Waiting>();
  let sequence = 0;
  let closed = false;
  let restart: NodeJS.Timeout | undefined;
  let current: Worker;
  let thread = spawn();

  function spawn(): Promise<Worker> {
    const worker = new Worker(loader, {
      eval: true,
      workerData: { databaseUrl, entry: threadFile(), processes: startedAs() },
    });
    current = worker;
    worker.on("message", (reply: Reply) => settle(reply));
    worker.once("exit", (code) => onExit(code));
    worker.on("error", (error) => log.error({ err: error }, "market thread failed"));
    return new Promise((resolve, reject) => {
      worker.once("message", () => resolve(worker));
      worker.once("exit", () => reject(new AppError("INTERNAL", "the market thread ended while starting")));
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
    for (const id of [...waiting.keys()])
      settle({ id, error: { code: "INTERNAL", message: "the thread ended" } });
    if (closed) return;
    log.error({ code }, "market thread ended; starting another");
    thread = new Promise((resolve, reject) => {
      restart = setTimeout(() => spawn().then(resolve, reject), RESTART_AFTER_MS);
    });
    // The next question gets the error of a failed restart; meanwhile the exit handler tries again.
    thread.catch(() => undefined);
  }

  /** Time runs from the question: a thread that cannot start keeps nobody waiting longer than one that is slow. */
  function ask(question: MarketQuestion): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = sequence++;
      const refuse = (message: string) => settle({ id, error: { code: "INTERNAL", message } });
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

function threadFile(): string {
  return path.join(process.cwd(), "src", "server", "market", "thread.ts");
}

function toAppError({ code, message, reason, retryAfterSeconds }: Failure): AppError {
  return new AppError(code, `market: ${message}`, {
    ...(reason ? { reason } : {}),
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
  });
}
