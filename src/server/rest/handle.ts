import { AppError, errorStatus, type FieldIssue } from "@/domain/errors";
import { type Context, requestContext } from "@/server/context";
import { limitAnonymous } from "@/server/rate-limit";

type Handler = (ctx: Context, request: Request) => Promise<Response>;

/**
 * Wraps a REST route: request id, rate limit, and every error as RFC 9457 problem+json. Text of our own failures stays in
 * the log.
 */
export function restHandler(handle: Handler): (request: Request) => Promise<Response> {
  return async (request) => {
    const ctx = requestContext(request.headers);
    try {
      const limits = await limitAnonymous(ctx);
      const response = await handle(ctx, request);
      for (const [name, value] of Object.entries({ ...limits, "x-request-id": ctx.requestId }))
        response.headers.set(name, value);
      return response;
    } catch (error) {
      return problem(ctx, request, error);
    }
  };
}

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  request_id: string;
  issues?: FieldIssue[];
};

function problem(ctx: Context, request: Request, error: unknown): Response {
  const known = error instanceof AppError ? error : new AppError("INTERNAL", "unexpected", { cause: error });
  const status = errorStatus[known.code];
  if (status >= 500) ctx.log.error({ err: error }, "REST request failed");
  const isOurs = known.code === "INTERNAL";
  const body: Problem = {
    type: "about:blank",
    title: known.code,
    status,
    detail: isOurs
      ? "Something failed on our side. The request id helps us to find it."
      : (known.userMessage ?? known.message),
    instance: new URL(request.url).pathname,
    request_id: ctx.requestId,
    ...(known.issues.length > 0 ? { issues: known.issues } : {}),
  };
  const headers = new Headers({ "content-type": "application/problem+json", "x-request-id": ctx.requestId });
  if (known.retryAfterSeconds !== null) headers.set("retry-after", String(known.retryAfterSeconds));
  return new Response(JSON.stringify(body), { status, headers });
}
