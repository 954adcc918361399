import http from "node:http";
import net from "node:net";
import { afterEach, expect, test } from "vitest";
import { createFrontDoor } from "./front-door";

type Seen = { method: string; url: string; headers: http.IncomingHttpHeaders; body: string };

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** An upstream that echoes each request and accepts every upgrade with its own name. */
async function startUpstream(name: string, answerAfterMs = 0) {
  const seen: Seen[] = [];
  const server = http.createServer((req, res) => {
    let body = "";
    req.setEncoding("utf8");
    req.on("data", (text: string) => {
      body += text;
    });
    req.on("end", () => {
      seen.push({ method: req.method ?? "", url: req.url ?? "", headers: req.headers, body });
      setTimeout(() => res.setHeader("x-upstream", name).end(body), answerAfterMs);
    });
  });
  server.on("upgrade", (req, socket) => {
    seen.push({ method: "UPGRADE", url: req.url ?? "", headers: req.headers, body: "" });
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    socket.pipe(socket);
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: portOf(server), seen };
}

async function startDoor(options: { dev?: boolean; limits?: object; slowMs?: number } = {}) {
  const web = await startUpstream("web", options.slowMs);
  const realtime = await startUpstream("realtime");
  const door = createFrontDoor({ web: web.port, realtime: realtime.port, ...options });
  const port = await door.listen(0);
  cleanups.push(door.close);
  return { web, realtime, port, url: `http://127.0.0.1:${port}` };
}

/** Sends raw bytes and returns what the server sends until it closes the connection or sends `until`. */
function talk(port: number, text: string, until?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      answer += chunk;
      if (until !== undefined && answer.includes(until)) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

function portOf(server: http.Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on TCP");
  return address.port;
}

test("requests under /ws go to realtime and all others to web, with path, query and body unchanged", async () => {
  const { web, realtime, url } = await startDoor();
  const answer = await fetch(`${url}/api/trpc/x?batch=1`, { method: "POST", body: '{"a":1}' });
  expect(await answer.text()).toBe('{"a":1}');
  for (const path of ["/ws", "/ws/?EIO=4", "/ws?x", "/wsx", "/a/ws"]) await fetch(url + path);
  expect(web.seen.map((one) => one.url)).toEqual(["/api/trpc/x?batch=1", "/wsx", "/a/ws"]);
  expect(realtime.seen.map((one) => one.url)).toEqual(["/ws", "/ws/?EIO=4", "/ws?x"]);
});

test("the client's forwarding headers are replaced", async () => {
  const { web, url, port } = await startDoor();
  const forged = {
    "x-middleware-subrequest": "middleware",
    "x-nextjs-data": "1",
    "next-action": "abc",
    "x-forwarded-for": "1.2.3.4",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "evil.example",
    "x-forwarded-port": "1",
    forwarded: "for=1.2.3.4",
    "x-real-ip": "1.2.3.4",
    "x-request-id": "short",
    authorization: "Bearer kept",
  };
  await fetch(url, { headers: forged });
  const headers = web.seen[0]?.headers ?? {};
  const stripped = ["x-middleware-subrequest", "x-nextjs-data", "next-action", "forwarded", "x-real-ip"];
  for (const name of [...stripped, "x-forwarded-port"]) expect(headers[name], name).toBeUndefined();
  expect(headers).toMatchObject({
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-proto": "http",
    "x-forwarded-host": `127.0.0.1:${port}`,
    authorization: "Bearer kept",
  });
});

test.each([
  ["a well-formed id is kept", "client-id_0001", true],
  ["an id with other characters is replaced", "bad id\tx", false],
  ["an id that is too short is replaced", "1234567", false],
  ["an id that is too long is replaced", "a".repeat(65), false],
])("request id: %s, and the response carries it", async (_, given, kept) => {
  const { web, url } = await startDoor();
  const answer = await fetch(url, { headers: { "x-request-id": given } });
  const forwarded = web.seen[0]?.headers["x-request-id"];
  expect(forwarded).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  expect(forwarded === given).toBe(kept);
  expect(answer.headers.get("x-request-id")).toBe(forwarded);
});

test("a body of exactly the limit is accepted, with a declared length or chunked", async () => {
  const { web, url } = await startDoor({ limits: { bodyBytes: 1000 } });
  const body = "x".repeat(1000);
  expect((await fetch(url, { method: "POST", body })).status).toBe(200);
  const stream = new Response(body).body;
  const chunked: RequestInit & { duplex: "half" } = { method: "POST", body: stream, duplex: "half" };
  expect((await fetch(url, chunked)).status).toBe(200);
  expect(web.seen.map((one) => one.body.length)).toEqual([1000, 1000]);
});

test("a declared length over the limit is refused with 413 before the upstream is contacted", async () => {
  const { web, port } = await startDoor({ limits: { bodyBytes: 1000 } });
  const answer = await talk(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(web.seen).toHaveLength(0);
});

test("a chunked body is refused with 413 once it exceeds the limit", async () => {
  const { web, port } = await startDoor({ limits: { bodyBytes: 1000 } });
  const chunk = `190\r\n${"x".repeat(400)}\r\n`;
  const head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const answer = await talk(port, head + chunk.repeat(3));
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(web.seen).toHaveLength(0);
});

test("an upgrade on /ws reaches realtime with the proxy's headers, and bytes flow both ways", async () => {
  const { web, realtime, port } = await startDoor();
  const ask =
    "GET /ws/?EIO=4 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n";
  const answer = await talk(port, `${ask}ping-pong`, "ping-pong");
  expect(answer).toMatch(/^HTTP\/1\.1 101 /);
  expect(answer).toContain("ping-pong");
  expect(realtime.seen).toMatchObject([
    { method: "UPGRADE", url: "/ws/?EIO=4", headers: { "x-forwarded-for": "127.0.0.1" } },
  ]);
  expect(web.seen).toHaveLength(0);
});

test.each([
  ["/", false, 404],
  ["/_next/hmr", false, 404],
  ["http://evil.example/", false, 404],
  ["/_next/hmr", true, 101],
  ["/api", true, 404],
])("an upgrade of %s with dev %s is answered %i", async (path, dev, status) => {
  const { web, realtime, port } = await startDoor({ dev });
  const ask = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  const answer = await talk(port, ask, "\r\n\r\n");
  expect(answer).toContain(`HTTP/1.1 ${status} `);
  expect(web.seen).toHaveLength(status === 101 ? 1 : 0);
  expect(realtime.seen).toHaveLength(0);
});

test("a request with an absolute URL as its target is refused", async () => {
  const { web, port } = await startDoor();
  const answer = await talk(port, "GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(web.seen).toHaveLength(0);
});

test.each([
  ["/", "web process is restarting"],
  ["/ws/", "live updates process is restarting"],
])("if the upstream of %s is down, the response is 502 and names the process", async (path, text) => {
  const closed = net.createServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const address = closed.address();
  const nobody = typeof address === "object" && address !== null ? address.port : 0;
  await new Promise((resolve) => closed.close(resolve));
  const door = createFrontDoor({ web: nobody, realtime: nobody });
  cleanups.push(door.close);
  const answer = await fetch(`http://127.0.0.1:${await door.listen(0)}${path}`);
  expect(answer.status).toBe(502);
  expect(answer.headers.get("retry-after")).toBe("2");
  expect(await answer.text()).toContain(text);
});

test("an upstream that does not respond times out with 502", async () => {
  const { url } = await startDoor({ limits: { answerMs: 100 }, slowMs: 2_000 });
  const answer = await fetch(url);
  expect(answer.status).toBe(502);
  expect(await answer.text()).toContain("did not respond");
});

test("request headers that never end time out", async () => {
  const { port, web } = await startDoor({ limits: { headersMs: 100, requestMs: 200, checkEveryMs: 20 } });
  const answer = await talk(port, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow:");
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(web.seen).toHaveLength(0);
});

test("closing the front door closes upgraded connections", async () => {
  const { port } = await startDoor();
  const ask = "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nstay";
  const socket = net.connect(port, "127.0.0.1", () => socket.write(ask));
  await new Promise<void>((resolve) => {
    let answer = "";
    socket.on("data", (chunk) => {
      answer += String(chunk);
      if (answer.includes("stay")) resolve();
    });
  });
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  await cleanups.pop()?.();
  await closed;
});
