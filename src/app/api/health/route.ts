import { connection } from "next/server";

/** Liveness of the web process alone: an orchestrator must not restart it because the database is down. */
export async function GET(): Promise<Response> {
  await connection();
  return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
}
