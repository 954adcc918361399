import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Server, Socket } from "node:net";
import type { HttpOptions } from "./client";
import { createHttp } from "./http";
import { isProviderError, type ProviderError } from "./provider-error";

const running: { server: Server; sockets: Set<Socket> }[] = [];

/** Closes every server that a test started: call it after each test. */
export async function closeServers(): Promise<void> {
  for (const { server, sockets } of running.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** @returns the address of the server, on this machine. */
export async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  running.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the test server has no port");
  return `http://127.0.0.1:${address.port}`;
}

/** A client for loopback servers that records its waits instead of waiting. */
export function testClient(options: HttpOptions = {}) {
  const waits: number[] = [];
  const wait = (milliseconds: number) => {
    waits.push(milliseconds);
    return 0;
  };
  const http = createHttp({ allowPrivate: true, wait, random: () => 0.5, ...options });
  return { http, waits };
}

/** Serves the answers in order, then repeats the last one, and records the requests. */
export async function serve(...answers: Answer[]) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    answer?.(request, response);
  });
  return { url: await listen(server), requests };
}

/** The error of a call that must fail. */
export async function failure(promise: Promise<unknown>): Promise<ProviderError> {
  const error = await promise.then(
    (value) => value,
    (reason: unknown) => reason,
  );
  if (!isProviderError(error)) throw new Error(`expected a ProviderError, got ${String(error)}`);
  return error;
}

export const json =
  (text: string | Buffer, headers: Record<string, string> = {}, status = 200): Answer =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
  };

export const status = (code: number, headers: Record<string, string> = {}, body = "") =>
  json(body, headers, code);
