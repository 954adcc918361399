import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { requestContext } from "@/server/context";
import { appRouter } from "@/server/trpc/root";

/** Calls that one HTTP request may carry: a page makes a handful, an attacker ten thousand. */
const MOST_CALLS = 10;

async function handle(request: Request): Promise<Response> {
  if (callsOf(request) > MOST_CALLS) {
    return Response.json({ error: `At most ${MOST_CALLS} calls travel together.` }, { status: 400 });
  }
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => requestContext(request.headers),
  });
}

function callsOf(request: Request): number {
  const { pathname } = new URL(request.url);
  // tRPC decodes the path before it splits it, so we do as well.
  return decodeURIComponent(pathname).split(",").length;
}

export { handle as GET, handle as POST };
