import pino, { type Logger } from "pino";
import { settings } from "./settings";

export type Log = Logger;

/** Structured lines on standard output. Secrets are cut by name, wherever they stand in the object. */
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

/** The logger of one part of the product, named by its room. */
export function logFor(room: string): Log {
  root ??= pino({ level: settings().LOG_LEVEL, base: null, redact: { paths: redacted, censor: "[cut]" } });
  return root.child({ room });
}
