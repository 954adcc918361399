import type { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { SERVER_TIME_HEADER } from "@/components/format/server-clock";
import { isAppError } from "@/domain/errors";
import { requestContext } from "@/server/context";
import { appRouter } from "@/server/trpc/root";

/** The most calls in one HTTP request: a page makes a handful, an attacker ten thousand. */
const MAX_CALLS = 10;

async function handle(request: Request): Promise<Response> {
  if (callsOf(request) > MAX_CALLS) {
    return Response.json({ error: `A request can carry at most ${MAX_CALLS} calls.` }, { status: 400 });
  }
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => requestContext(request.headers),
    responseMeta: ({ ctx, errors }) => ({ headers: headersOf(ctx?.now, errors) }),
  });
}

/**
 * The time by which a page counts its ages, and Retry-After for a rate-limited call. A streaming batch has already sent its
 * headers, so the error states the latter too.
 */
function headersOf(now: Date | undefined, errors: readonly TRPCError[]): Headers {
  const headers = new Headers();
  if (now) headers.set(SERVER_TIME_HEADER, now.toISOString());
  const seconds = errors.map(({ cause }) => (isAppError(cause) ? (cause.retryAfterSeconds ?? 0) : 0));
  const longest = Math.max(0, ...seconds);
  if (longest > 0) headers.set("retry-after", String(longest));
  return headers;
}

function callsOf(request: Request): number {
  // tRPC decodes the path before splitting it, so an escaped comma also separates calls.
  return new URL(request.url).pathname.split(/,|%2c/i).length;
}

export { handle as GET, handle as POST };
