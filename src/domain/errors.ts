import type { FieldIssue } from "./field-issues";
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
} as const;

export type ErrorCode = keyof typeof errorStatus;

type AppErrorOptions = {
  cause?: unknown;
  reason?: Reason;
  issues?: readonly FieldIssue[];
  retryAfterSeconds?: number;
};

/**
 * The one error type that may cross a room's border.
 *
 * `message` is for engineers and logs and never leaves the process. `reason` and `issues` are for people: codes with parameters,
 * which `locale/sentence.ts` turns into a sentence of the reader's language. An error without a reason gets the general one of
 * its code.
 */
export class AppError extends Error {
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
    this.issues = options.issues ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
