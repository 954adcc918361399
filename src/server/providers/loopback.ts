import { createServer, type IncomingHttpHeaders } from "node:http";
import { createHttp, type Http } from "../http";
import { type MappedOffers, type Provider, pollProvider, type Secrets } from "./contract";

export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
};
type Answer = { status?: number; body: unknown };

/**
 * Polls a provider whose base URL is a server on this machine: the adapter's whole way over the wire, for tests.
 *
 * @param answer a string body is sent as it is, everything else as JSON.
 * @param secrets for a provider that asks for keys; absent: `canary-<name>` for each.
 */
export async function pollAgainst(
  provider: Provider,
  answer: (asked: Asked) => Answer,
  secrets: Secrets = canaries(provider),
) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://loopback");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = {
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    asked.push(one);
    const { status = 200, body } = answer(one);
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the loopback server has no port");
  const http: Http = createHttp({ allowPrivate: true, maxAttempts: 1 });
  const baseUrl = `http://127.0.0.1:${address.port}/${provider.slug}`;
  try {
    const result: MappedOffers | Error = await pollProvider(provider, { http, baseUrl, secrets }).catch(
      asError,
    );
    return { asked, result };
  } finally {
    await http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Keys that are easy to find again where none may be. */
export function canaries({ secretNames }: Provider): Secrets {
  return Object.fromEntries(secretNames.map((name) => [name, `canary-${name}`]));
}

/** The offers of a poll that went well. */
export function offersOf(result: MappedOffers | Error): MappedOffers {
  if (result instanceof Error) throw result;
  return result;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
