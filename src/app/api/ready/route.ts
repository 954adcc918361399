import { connection } from "next/server";
import { requestContext } from "@/server/context";
import { checkReadiness } from "@/server/status/readiness";

const headers = { "Cache-Control": "no-store" };

/**
 * Readiness: whether this process should receive traffic. Unlike /api/health, it checks the database and the market snapshot.
 */
export async function GET(request: Request): Promise<Response> {
  await connection();
  const ctx = requestContext(request.headers);
  try {
    await checkReadiness(ctx);
    return Response.json({ status: "ready" }, { headers });
  } catch (error) {
    ctx.log.warn({ err: error }, "not ready");
    return Response.json(
      { status: "starting" },
      { status: 503, headers: { ...headers, "Retry-After": "1" } },
    );
  }
}
