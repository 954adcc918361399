// The reverse proxy at the public address: it sends /ws to the realtime process and everything else to the web process.
import { randomUUID } from "node:crypto";
import http from "node:http";
import { Readable } from "node:stream";
import { createProxyServer, proxyUpgrade } from "httpxy";
import { readBody, refuse, tooLarge } from "./front-door-body.mjs";

/** Times in milliseconds, sizes in bytes. */
const defaultLimits = {
  bodyBytes: 1_000_000,
  headersMs: 10_000,
  requestMs: 30_000,
  answerMs: 30_000,
  keepAliveMs: 5_000,
  checkEveryMs: 1_000,
};

const strippedHeaders =
  /^(x-middleware-|x-nextjs-|x-forwarded-|next-action$|forwarded$|x-real-ip$|upgrade$|expect$)/;
/** Next's development client sends these headers, and hangs if the server does not receive them. */
const developmentHeaders = /^x-nextjs-(html-)?request-id$/;
const requestIdPattern = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * @param options.web      port of the web process on 127.0.0.1.
 * @param options.realtime port of the realtime process on 127.0.0.1.
 * @param options.dev      whether to forward the socket of Next's hot reload.
 * @returns {{ listen(port: number): Promise<number>, close(): Promise<void> }} listen binds 127.0.0.1 and, if the machine
 *   has IPv6, ::1. It returns the port; 0 binds any free port.
 */
export function createFrontDoor({ web, realtime, dev = false, limits = {} }) {
  const bounds = { ...defaultLimits, ...limits };
  const upgraded = new Set();
  // Shorter than the 5 s after which Node servers close idle connections, so that no request uses a closing connection.
  const agent = new http.Agent({ keepAlive: true, maxSockets: 256, timeout: 4_000 });
  const proxy = createProxyServer({ agent, proxyTimeout: bounds.answerMs, xfwd: false });
  proxy.on("error", (error, req, res) => answerFailure(error, req, res));

  async function onRequest(req, res) {
    if (!req.url.startsWith("/"))
      return refuse(res, 400, "The request target must be a path on this server, such as /offers.");
    prepareHeaders(req, dev);
    res.setHeader("x-request-id", req.headers["x-request-id"]);
    const body = await readBody(req, bounds.bodyBytes);
    if (body === tooLarge)
      return refuse(res, 413, `The request body is larger than the limit of ${bounds.bodyBytes} bytes.`);
    const target = `http://127.0.0.1:${isRealtime(req.url) ? realtime : web}`;
    await proxy.web(req, res, body === null ? { target } : { target, buffer: Readable.from([body]) });
  }

  function onUpgrade(req, socket, head) {
    socket.on("error", () => socket.destroy());
    const toRealtime = isRealtime(req.url);
    if (!toRealtime && !(dev && req.url.startsWith("/_next/"))) return refuseUpgrade(socket);
    const { upgrade } = req.headers;
    prepareHeaders(req, dev);
    req.headers.upgrade = upgrade;
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
    const port = toRealtime ? realtime : web;
    proxyUpgrade({ host: "127.0.0.1", port }, req, socket, head, {
      xfwd: false,
      upgradeTimeout: bounds.headersMs,
    })
      .then((upstream) => upstream.on("error", () => socket.destroy()))
      .catch(() => {});
  }

  const servers = [createServer(), createServer()];

  function createServer() {
    const server = http.createServer({
      connectionsCheckingInterval: bounds.checkEveryMs,
      headersTimeout: bounds.headersMs,
      requestTimeout: bounds.requestMs,
      keepAliveTimeout: bounds.keepAliveMs,
    });
    server.on("request", (req, res) => onRequest(req, res).catch(() => res.destroy()));
    server.on("upgrade", onUpgrade);
    return server;
  }

  async function listen(port) {
    const actual = await listenOn(servers[0], port, "127.0.0.1");
    await listenOn(servers[1], actual, "::1").catch((error) => {
      if (error.code === "EADDRINUSE") throw error;
    });
    return actual;
  }

  async function close() {
    const closed = servers.filter((server) => server.listening).map(closeServer);
    for (const socket of upgraded) socket.destroy();
    await Promise.all(closed);
    agent.destroy();
  }

  return { listen, close };
}

/** Replaces the forwarding headers, which a client must not set. */
function prepareHeaders(req, dev) {
  for (const name of Object.keys(req.headers)) {
    const isOfDevelopment = dev && developmentHeaders.test(name);
    if (strippedHeaders.test(name) && !isOfDevelopment) delete req.headers[name];
  }
  const given = req.headers["x-request-id"];
  req.headers["x-request-id"] =
    typeof given === "string" && requestIdPattern.test(given) ? given : randomUUID();
  req.headers["x-forwarded-for"] = req.socket.remoteAddress ?? "";
  req.headers["x-forwarded-proto"] = "http";
  if (req.headers.host) req.headers["x-forwarded-host"] = req.headers.host;
}

function isRealtime(url) {
  const [path] = url.split("?", 1);
  return path === "/ws" || path.startsWith("/ws/");
}

function answerFailure(error, req, res) {
  if (res.headersSent || !("setHeader" in res)) return res.destroy();
  const process = isRealtime(req.url) ? "live updates process" : "web process";
  res.setHeader("retry-after", "2");
  const restarting = error.code === "ECONNREFUSED";
  const what = restarting ? "is restarting" : "did not respond";
  return refuse(res, 502, `The ${process} ${what}. Try again in a few seconds.`);
}

function refuseUpgrade(socket) {
  socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

function listenOn(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server.address().port));
  });
}

/** Gives responses in progress a moment to finish. */
function closeServer(server) {
  const timer = setTimeout(() => server.closeAllConnections(), 2_000);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
