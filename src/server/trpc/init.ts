import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import { AppError, type ErrorCode } from "@/domain/errors";
import type { Context } from "../context";

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

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  errorFormatter: ({ shape, error, ctx }) => ({
    code: shape.code,
    message: publicMessage(error),
    data: { code: shape.data.code, httpStatus: shape.data.httpStatus, requestId: ctx?.requestId ?? null },
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

export const { router } = t;

/** Open to everyone. The only base procedure so far; others will ask for a session. */
export const publicProcedure = t.procedure.use(mapErrors);

function publicMessage(error: TRPCError): string {
  const { cause } = error;
  if (cause instanceof AppError)
    return cause.userMessage ?? (cause.code === "INTERNAL" ? internal : cause.message);
  if (cause instanceof ZodError)
    return cause.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  return error.code === "INTERNAL_SERVER_ERROR" ? internal : error.message;
}

const internal = "Something failed on our side. The request id helps us to find it.";
