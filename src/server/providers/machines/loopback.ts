import { createServer } from "node:http";
import { createHttp } from "../../http";
import type { Provider, Secrets } from "../contract";
import type { Asked } from "../loopback";
import { bindMachines, type Machines } from "./bind";

type Loopback = { provider: Provider; secrets: Secrets; answer(asked: Asked): Answer };
type Answer = { status?: number; body: unknown; headers?: Record<string, string> };

export const loopbackNow = new Date("2026-11-23T10:00:00.000Z");

/**
 * A provider's machines on a server of this machine: the adapter's whole way over the wire, for tests.
 *
 * @param answer a string body is sent as it is, everything else as JSON. Paths begin with the provider's slug.
 * @param use its rejection is handed back as an `Error`.
 */
export async function machinesAgainst<Value>(
  { provider, secrets, answer }: Loopback,
  use: (machines: Machines) => Promise<Value>,
): Promise<{ asked: Asked[]; result: Value | Error }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://loopback");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = {
      ...{ method: request.method ?? "", path: url.pathname, query: url.searchParams },
      ...{ headers: request.headers, body: Buffer.concat(chunks).toString() },
    };
    asked.push(one);
    const { status = 200, body, headers = {} } = answer(one);
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the loopback server has no port");
  const http = createHttp({ allowPrivate: true, wait: () => 0 });
  const baseUrl = `http://127.0.0.1:${address.port}/${provider.slug}`;
  try {
    const machines = bindMachines(provider, { http, now: loopbackNow, secrets, baseUrl });
    const result: Value | Error = await use(machines).catch(asError);
    return { asked, result };
  } finally {
    await http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
