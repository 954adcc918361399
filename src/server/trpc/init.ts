import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import { AppError, type ErrorCode } from "@/domain/errors";
import type { Context } from "@/server/context";
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
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

const t = initTRPC.context<CallContext>().create({
  transformer: superjson,
  errorFormatter: ({ shape, error, ctx }) => ({
    code: shape.code,
    message: publicMessage(error),
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      requestId: ctx?.requestId ?? null,
      ...retryAfter(error),
    },
  }),
});

/** One place where a verb's error becomes tRPC's; what is not ours is logged and leaves as INTERNAL. */
const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof AppError && cause.code !== "INTERNAL")
    throw new TRPCError({ code: trpcCode[cause.code], message: cause.message, cause });
  if (result.error.code === "INTERNAL_SERVER_ERROR")
    ctx.log.error({ err: cause ?? result.error, path }, "procedure failed");
  return result;
});

/** Each call of a batch counts: they are what costs, and a batch has up to ten. */
const countCalls = t.middleware(async ({ ctx, next }) => {
  if (ctx.actor.type === "anonymous" && !ctx.isInProcess) await limitCalls(ctx);
  return next();
});

export const { router } = t;

/** Open to everyone. The only base procedure so far; others will ask for a session. */
export const publicProcedure = t.procedure.use(mapErrors).use(countCalls);

/** In the body as well, where answers come one by one and the headers have long gone. */
function retryAfter({ cause }: TRPCError) {
  const seconds = cause instanceof AppError ? cause.retryAfterSeconds : null;
  return seconds === null ? {} : { retryAfterSeconds: seconds };
}

function publicMessage(error: TRPCError): string {
  const { cause } = error;
  if (cause instanceof AppError)
    return cause.userMessage ?? (cause.code === "INTERNAL" ? internal : cause.message);
  if (cause instanceof ZodError)
    return cause.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  return error.code === "INTERNAL_SERVER_ERROR" ? internal : error.message;
}

const internal = "Something failed on our side. The request id helps us to find it.";
