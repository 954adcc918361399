import { AppError, type ErrorCode } from "@/domain/errors";
import { ProviderError } from "@/server/http/provider-error";

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
};

/** True when a retry of the job would fail in the same way. An error that is not ours counts as temporary. */
export function isPermanent(error: unknown): error is AppError {
  if (error instanceof ProviderError) return !error.retryable;
  return error instanceof AppError && isPermanentByCode[error.code];
}
