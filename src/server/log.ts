import pino, { type DestinationStream, type LoggerOptions } from "pino";
import { createLogGuard } from "./log-guard";
import { settings } from "./settings";

export type Log = pino.Logger;

/** Log lines are structured and go to standard output. Fields with these names are redacted. */
const redacted = [
  "authorization",
  "cookie",
  "password",
  "apiKey",
  "token",
  "secret",
  "*.authorization",
  "*.cookie",
  "*.password",
  "*.apiKey",
  "*.token",
  "*.secret",
];

let root: Log | undefined;

/** The logger of one part of the product, named after its room. */
export function logFor(room: string): Log {
  root ??= openLog({ level: settings().LOG_LEVEL });
  return root.child({ room });
}

/** A log whose warnings and errors are sampled: a fault that occurs thousands of times a second is written a few times and counted. */
export function openLog(
  { level }: Required<Pick<LoggerOptions, "level">>,
  destination?: DestinationStream,
): Log {
  const guard = createLogGuard();
  // All summaries have one message, so they are not sampled themselves.
  let isSummary = false;
  const options: LoggerOptions = {
    level,
    base: null,
    redact: { paths: redacted, censor: "[cut]" },
    hooks: {
      logMethod(given, method, lineLevel) {
        if (isSummary || guard.admits(this.bindings().room, given, lineLevel)) method.apply(this, given);
      },
    },
  };
  const log = destination ? pino(options, destination) : pino(options);
  guard.onSummary((suppressed) => {
    isSummary = true;
    log.warn(suppressed, "lines like these were left out");
    isSummary = false;
  });
  return log;
}

/**
 * Samples what a framework writes to the console by itself, such as the stack of every page that failed to render.
 *
 * @param target the console of this process.
 */
export function guardConsole(target: Pick<Console, "error">): void {
  const guard = createLogGuard();
  guard.onSummary((suppressed) => logFor("console").warn(suppressed, "lines like these were left out"));
  const write = target.error.bind(target);
  target.error = (...given: unknown[]) => {
    const error = given.find((one) => one instanceof Error);
    if (guard.admits("console", [error ?? String(given[0])], ERROR_LEVEL)) write(...given);
  };
}

const ERROR_LEVEL = 50;
