import { type AppError, type ErrorCode, isAppError } from "@/domain/errors";
import { isProviderError } from "@/server/http/provider-error";

/**
 * Errors that a retry cannot fix. A retry can fix a conflict: the next attempt reads the row that someone else has changed.
 * PROVIDER_FAILED depends on how the provider failed.
 */
const isPermanentByCode: Record<ErrorCode, boolean> = {
  INVALID_INPUT: true,
  UNAUTHENTICATED: true,
  FORBIDDEN: true,
  NOT_FOUND: true,
  PRECONDITION_FAILED: true,
  CONFLICT: false,
  LIMIT_EXCEEDED: false,
  PROVIDER_FAILED: false,
  INTERNAL: false,
  UNAVAILABLE: false,
};

/** True when a retry of the job would fail in the same way. An error that is not ours counts as temporary. */
export function isPermanent(error: unknown): error is AppError {
  if (isProviderError(error)) return !error.retryable;
  return isAppError(error) && isPermanentByCode[error.code];
}
