import pino, { type Logger } from "pino";
import { settings } from "./settings";

export type Log = Logger;

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

let root: Logger | undefined;

/** The logger of one part of the product, named after its room. */
export function logFor(room: string): Log {
  root ??= pino({ level: settings().LOG_LEVEL, base: null, redact: { paths: redacted, censor: "[cut]" } });
  return root.child({ room });
}
