import { connection } from "next/server";

/** Liveness of the web process alone: a database that is down must not make an orchestrator restart it. */
export async function GET(): Promise<Response> {
  await connection();
  return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
}
