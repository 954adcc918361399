// A door in front of two upstreams that the tests can look into.
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { createFrontDoor } from "./front-door";
import type { Limits } from "./sharing/limits";

export type Seen = { method: string; url: string; headers: http.IncomingHttpHeaders; body: string };
export type Upstream = { port: number; seen: Seen[]; close(): Promise<void> };

type Answering = (req: http.IncomingMessage, res: http.ServerResponse, body: string) => void;

/** An upstream that echoes each request, or answers as it is told, and accepts every upgrade by echoing its bytes. */
export async function startUpstream(name: string, answer: Answering = echo(name)): Promise<Upstream> {
  const seen: Seen[] = [];
  const server = http.createServer({ maxHeaderSize: 65_536 }, (req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      seen.push({ method: req.method ?? "", url: req.url ?? "", headers: req.headers, body });
      answer(req, res, body);
    });
  });
  server.on("upgrade", (req, socket) => {
    seen.push({ method: "UPGRADE", url: req.url ?? "", headers: req.headers, body: "" });
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    socket.pipe(socket);
    socket.on("error", () => socket.destroy());
  });
  const port = await listen(server);
  return { port, seen, close: () => closeAll(server) };
}

export function echo(name: string): Answering {
  return (_req, res, body) => void res.setHeader("x-upstream", name).end(body);
}

/** Starts both upstreams and a door before them. */
export async function startDoor(options: Told = {}) {
  const { answer, trustedProxies, dev, limits } = options;
  const web = await startUpstream("web", answer);
  const realtime = await startUpstream("realtime");
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => void failures.push(error);
  const more = { ...(trustedProxies && { trustedProxies }), ...(dev && { dev }), ...(limits && { limits }) };
  const door = createFrontDoor({ web: web.port, realtime: realtime.port, onFailure, ...more });
  const port = await door.listen(0);
  const close = async () => {
    await door.close();
    await Promise.all([web.close(), realtime.close()]);
  };
  return { web, realtime, port, url: `http://127.0.0.1:${port}`, door, failures, close };
}

type Told = {
  answer?: Answering;
  trustedProxies?: readonly string[];
  dev?: boolean;
  limits?: Partial<Limits>;
};

/** Sends raw bytes and returns what the server sends until it closes the connection or has sent `until`. */
export function talk(port: number, text: string, { until, from }: { until?: string; from?: string } = {}) {
  return new Promise<string>((resolve, reject) => {
    const socket = net.connect({ port, host: "127.0.0.1", ...(from && { localAddress: from }) });
    socket.write(text, "latin1");
    let answer = "";
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => {
      answer += chunk;
      if (until !== undefined && answer.includes(until)) socket.destroy();
    });
    socket.on("error", (error) => (answer === "" ? reject(error) : resolve(answer)));
    socket.on("close", () => resolve(answer));
  });
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function listen(server: net.Server, port = 0): Promise<number> {
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(portOf(server.address()))));
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("not listening on TCP");
  return address.port;
}

function closeAll(server: http.Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

type Cleanup = () => Promise<unknown> | unknown;
const cleanups: Cleanup[] = [];

/** Ends what {@link start} and {@link hold} have opened, the last first. Call it after each test. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** Adds what a test has opened itself. */
export function atCleanUp(...more: Cleanup[]): void {
  cleanups.push(...more);
}

/** A door that ends with its test. */
export async function start(options: Parameters<typeof startDoor>[0] = {}) {
  const door = await startDoor(options);
  cleanups.push(door.close);
  return door;
}

export const upgrade = (path: string, more = "") =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${more}\r\n`;
export const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
export const last = "Connection: close\r\n";

/** Opens a connection, sends bytes, and keeps it open. */
export function hold(port: number, text: string, from = "127.0.0.1"): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: "127.0.0.1", localAddress: from });
    cleanups.push(() => void socket.destroy());
    socket.on("error", () => {});
    socket.once("error", reject);
    socket.once("connect", () => socket.write(text, () => resolve(socket)));
  });
}
