import { createServer, type IncomingHttpHeaders } from "node:http";
import type { LaunchOrder } from "@/domain/pod/machine";
import { createHttp, type Http } from "@/server/http/http";
import { type MappedOffers, type Provider, pollProvider } from "./contract";
import { readAt } from "./fixture.double";
import type { Secrets } from "./request";

export type ReceivedRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
};
export type Answer = { status?: number; headers?: Record<string, string>; body?: unknown };

/**
 * Polls a provider against a local server, for tests. All calls go over HTTP.
 *
 * @param answer a string body is sent as it is, anything else as JSON with the media type of JSON.
 * @param secrets keys by name; by default `canary-<name>` for each key that the provider needs.
 */
export async function pollAgainst(
  provider: Provider,
  answer: (received: ReceivedRequest) => Answer,
  secrets: Secrets = canaries(provider),
) {
  return await withLoopback(answer, async ({ http, origin }) => {
    const options = { http, now: readAt, baseUrl: `${origin}/${provider.slug}`, secrets };
    const result: MappedOffers | Error = await pollProvider(provider, options).catch(asError);
    return result;
  });
}

/** Runs `use` with a local server. @returns the result and the requests that the server received. */
export async function withLoopback<Result>(
  answer: (received: ReceivedRequest) => Answer,
  use: (place: { http: Http; origin: string }) => Promise<Result>,
): Promise<{ received: ReceivedRequest[]; result: Result }> {
  const received: ReceivedRequest[] = [];
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
    received.push(one);
    const { status = 200, headers = {}, body = "" } = answer(one);
    const isText = typeof body === "string";
    const ownHeaders = isText ? headers : { "content-type": "application/json", ...headers };
    response.writeHead(status, ownHeaders).end(isText ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the loopback server has no port");
  const http = createHttp({ allowPrivate: true, maxAttempts: 1 });
  try {
    return { received, result: await use({ http, origin: `http://127.0.0.1:${address.port}` }) };
  } finally {
    await http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** An order with all optional fields. */
export function orderFor(
  offer: Partial<LaunchOrder["offer"]>,
  changes: Partial<LaunchOrder> = {},
): LaunchOrder {
  return {
    mark: "gpb-test-1",
    offer: {
      externalId: "id",
      instanceType: "type",
      gpuId: "gpu",
      gpuRaw: "GPU",
      gpuCount: 1,
      region: null,
      isSpot: false,
      ...offer,
    },
    bidMicroUsdPerHour: null,
    image: "pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime",
    diskGib: 50,
    environment: { GREETING: "hello" },
    ports: [8888],
    sshPublicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGpretend test",
    startScript: "#!/bin/sh\necho ready",
    model: null,
    ...changes,
  };
}

/** Recognizable keys, to detect a key where none may appear. */
export function canaries({ secretNames }: Provider): Secrets {
  return Object.fromEntries(secretNames.map((name) => [name, `canary-${name}`]));
}

/** The offers of a successful poll. */
export function offersOf(result: MappedOffers | Error): MappedOffers {
  if (result instanceof Error) throw result;
  return result;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
