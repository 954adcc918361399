import { type FieldIssue, firstIssues } from "./field-issues";
import { generalReasons, type Reason } from "./reasons";

/** HTTP status by error code: the whole taxonomy. A feature's private case is a reason, not a new code. */
export const errorStatus = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  LIMIT_EXCEEDED: 429,
  PROVIDER_FAILED: 502,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

type AppErrorOptions = {
  cause?: unknown;
  reason?: Reason;
  issues?: readonly FieldIssue[];
  retryAfterSeconds?: number;
};

/** Registered for the whole process: a bundler copies modules, so each bundle has an `AppError` class of its own. */
const brand: unique symbol = Symbol.for("gpubroker.AppError");

/**
 * The one error type that may cross a room's border. Recognise it by {@link isAppError}, never by `instanceof`.
 *
 * `message` is for engineers and logs and never leaves the process. `reason` and `issues` are for people: codes with parameters,
 * which `locale/sentence.ts` turns into a sentence of the reader's language. An error without a reason gets the general one of
 * its code.
 */
export class AppError extends Error {
  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly reason: Reason;
  readonly issues: readonly FieldIssue[];
  /** When trying again makes sense; null when waiting does not help. */
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.reason = options.reason ?? generalReasons[code];
    this.issues = firstIssues(options.issues ?? []);
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** Whether a value is an {@link AppError}, whichever copy of this module made it. */
export function isAppError(value: unknown): value is AppError {
  return typeof value === "object" && value !== null && brand in value;
}
