/** HTTP status by error code: the whole taxonomy. A feature's private case is a message, not a new code. */
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

/** One field that was refused, the way out included in the message. */
export type FieldIssue = { field: string; message: string };

type AppErrorOptions = {
  cause?: unknown;
  userMessage?: string;
  issues?: FieldIssue[];
  retryAfterSeconds?: number;
};

/**
 * The one error type that may cross a room's border.
 *
 * `message` is for engineers and logs; `userMessage` and `issues` are for people and may leave the process.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly userMessage: string | null;
  readonly issues: FieldIssue[];
  /** When trying again makes sense; null when waiting does not help. */
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.userMessage = options.userMessage ?? null;
    this.issues = options.issues ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
