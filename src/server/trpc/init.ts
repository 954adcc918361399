import { initTRPC, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import superjson from "superjson";
import { ZodError } from "zod";
import { type ErrorCode, errorStatus, isAppError } from "@/domain/errors";
import { type FieldIssue, fieldIssuesOf, firstIssues } from "@/domain/field-issues";
import { generalReasons, type Reason } from "@/domain/reasons";
import { sentenceOf, textsFor } from "@/locale/sentence";
import type { Context } from "@/server/context";
import { asAppError } from "@/server/database/failure";
import { limitCalls } from "@/server/rate-limit";

/** What a page renders on the server calls procedures in the same process: nobody's flood, so it is not counted. */
export type CallContext = Context & { isInProcess?: true };

const trpcCode = {
  INVALID_INPUT: "BAD_REQUEST",
  UNAUTHENTICATED: "UNAUTHORIZED",
  FORBIDDEN: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  PRECONDITION_FAILED: "PRECONDITION_FAILED",
  LIMIT_EXCEEDED: "TOO_MANY_REQUESTS",
  PROVIDER_FAILED: "BAD_GATEWAY",
  INTERNAL: "INTERNAL_SERVER_ERROR",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

const t = initTRPC.context<CallContext>().create({
  transformer: superjson,
  errorFormatter: ({ shape, error, ctx }) => {
    const { reason, issues } = publicWords(error);
    return {
      code: shape.code,
      message: sentenceOf(textsFor("en", "reasons"), reason),
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        requestId: ctx?.requestId ?? null,
        reason,
        issues,
        ...retryAfter(error),
      },
    };
  },
});

/** One place where a verb's error becomes tRPC's; what is not ours is logged and leaves as INTERNAL. */
const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const isOwnOfTrpc = result.error.code !== "INTERNAL_SERVER_ERROR";
  const cause = isOwnOfTrpc ? result.error.cause : asAppError(result.error.cause ?? result.error);
  const isOurs = isAppError(cause) && cause.code !== "INTERNAL";
  if (!isOwnOfTrpc && !(isOurs && errorStatus[cause.code] < 500))
    ctx.log.error({ err: result.error.cause ?? result.error, path }, "procedure failed");
  if (isOurs)
    throw markedForPages(new TRPCError({ code: trpcCode[cause.code], message: cause.message, cause }), ctx);
  markedForPages(result.error, ctx);
  return result;
});

/**
 * A page that fails to render knows only the digest of its error, so the digest says by our code whether the failure passes by
 * itself, and in which request it happened.
 */
function markedForPages(error: TRPCError, { requestId }: Context): TRPCError {
  const code = errorCodes.find((name) => trpcCode[name] === error.code) ?? "INTERNAL";
  return Object.assign(error, { digest: `${code} ${requestId}` });
}

/** Each call of a batch counts: they are what costs, and a batch has up to ten. */
const countCalls = t.middleware(async ({ ctx, next }) => {
  if (ctx.actor.type === "anonymous" && !ctx.isInProcess) await limitCalls(ctx);
  return next();
});

export const { router } = t;

/** Open to everyone. The only base procedure so far; others will ask for a session. */
export const publicProcedure = t.procedure.use(mapErrors).use(countCalls);

// Object.keys forgets the names; the table has exactly the error codes.
const errorCodes = Object.keys(trpcCode) as ErrorCode[];

/** In the body as well, where answers come one by one and the headers have long gone. */
function retryAfter({ cause }: TRPCError) {
  const seconds = isAppError(cause) ? cause.retryAfterSeconds : null;
  return seconds === null ? {} : { retryAfterSeconds: seconds };
}

/** What people may know of an error: codes with parameters, which a page puts into its reader's language. */
function publicWords(error: TRPCError): { reason: Reason; issues: readonly FieldIssue[] } {
  const { cause } = error;
  if (isAppError(cause)) return { reason: cause.reason, issues: cause.issues };
  if (cause instanceof ZodError)
    return { reason: generalReasons.INVALID_INPUT, issues: firstIssues(fieldIssuesOf(cause)) };
  // An error without one of our codes is tRPC's own: an unknown procedure, a method or a body that it refuses.
  const known = errorCodes.find((code) => trpcCode[code] === error.code);
  const isOfCaller = getHTTPStatusCodeFromError(error) < 500;
  return { reason: generalReasons[known ?? (isOfCaller ? "INVALID_INPUT" : "INTERNAL")], issues: [] };
}
