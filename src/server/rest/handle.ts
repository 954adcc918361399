import { errorStatus } from "@/domain/errors";
import { type Context, requestContext } from "@/server/context";
import { asAppError } from "@/server/database/failure";
import { countRequest } from "@/server/rate-limit";
import { problemResponse } from "./problem";

type Handler = (ctx: Context, request: Request) => Response | Promise<Response>;

/** The exports of a route file: every method goes to one handler, which decides what it allows. */
export function restRoute(handle: Handler) {
  const answer = restHandler(handle);
  return {
    DELETE: answer,
    GET: answer,
    HEAD: answer,
    OPTIONS: answer,
    PATCH: answer,
    POST: answer,
    PUT: answer,
  };
}

/**
 * Wraps a REST route: request id, rate limit, and every error as problem+json. The text of our own failures stays in the log.
 */
export function restHandler(handle: Handler): (request: Request) => Promise<Response> {
  return async (request) => {
    const ctx = requestContext(request.headers);
    let limits: Record<string, string> = {};
    try {
      const counted = await countRequest(ctx);
      limits = counted.headers;
      if (counted.refusal !== null) throw counted.refusal;
      const response = await handle(ctx, request);
      for (const [name, value] of Object.entries({ ...limits, "x-request-id": ctx.requestId }))
        response.headers.set(name, value);
      return response;
    } catch (thrown) {
      const error = asAppError(thrown);
      if (errorStatus[error.code] >= 500) ctx.log.error({ err: thrown }, "REST request failed");
      return problemResponse(ctx, { request, error }, { headers: limits });
    }
  };
}
