import http from "node:http";
import net from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { closedPort, listen, startDoor, startUpstream, talk } from "./door.double";
import { createFrontDoor } from "./front-door";
import { defaultLimits, type Limits } from "./sharing/limits";

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: Parameters<typeof startDoor>[0] = {}) {
  const door = await startDoor(options);
  cleanups.push(door.close);
  return door;
}

const upgrade = (path: string, more = "") =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${more}\r\n`;
const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
const last = "Connection: close\r\n";

/** Opens a connection, sends bytes, and keeps it open. */
function hold(port: number, text: string, from = "127.0.0.1"): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: "127.0.0.1", localAddress: from });
    cleanups.push(() => void socket.destroy());
    socket.on("error", () => {});
    socket.once("error", reject);
    socket.once("connect", () => socket.write(text, () => resolve(socket)));
  });
}

describe("requests", () => {
  test("under /ws go to realtime and all others to web, with path, query and body unchanged", async () => {
    const { web, realtime, url } = await start();
    const answer = await fetch(`${url}/api/trpc/x?batch=1`, { method: "POST", body: '{"a":1}' });
    expect(await answer.text()).toBe('{"a":1}');
    for (const path of ["/ws", "/ws/?EIO=4", "/ws?x", "/wsx", "/a/ws"]) await fetch(url + path);
    expect(web.seen.map((one) => one.url)).toEqual(["/api/trpc/x?batch=1", "/wsx", "/a/ws"]);
    expect(realtime.seen.map((one) => one.url)).toEqual(["/ws", "/ws/?EIO=4", "/ws?x"]);
  });

  test("with the header Trailer are served, and so is what comes after them", async () => {
    const { port, web } = await start();
    expect(await talk(port, get("/", `Trailer: x\r\nTE: trailers\r\n${last}`))).toMatch(/^HTTP\/1\.1 200 /);
    expect(await talk(port, get("/", last))).toMatch(/^HTTP\/1\.1 200 /);
    expect(web.seen[0]?.headers).not.toHaveProperty("trailer");
  });

  test("get the door's headers in place of the client's", async () => {
    const { web, url, port } = await start();
    const headers = { "x-forwarded-for": "1.2.3.4", "x-nonce": "x", "x-real-ip": "x", authorization: "kept" };
    await fetch(url, { headers });
    expect(web.seen[0]?.headers).toMatchObject({
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
      "x-forwarded-host": `127.0.0.1:${port}`,
      authorization: "kept",
    });
    for (const name of ["x-nonce", "x-real-ip"]) expect(web.seen[0]?.headers).not.toHaveProperty(name);
  });

  test("that expect 100-continue are asked for their body", async () => {
    const { port } = await start();
    const head = `POST / HTTP/1.1\r\nHost: x\r\n${last}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`;
    const socket = await hold(port, head);
    const answer = await new Promise<string>((resolve) => {
      let text = "";
      socket.on("data", (chunk) => {
        text += String(chunk);
        if (text.endsWith("100 Continue\r\n\r\n")) socket.write("ok");
      });
      socket.on("close", () => resolve(text));
    });
    expect(answer).toMatch(/100 Continue\r\n\r\nHTTP\/1\.1 200 OK[\s\S]*\r\n\r\nok$/);
  });

  test("that are sent while nobody reads the answer before them wait, however they are cut, and are served", async () => {
    const large = "x".repeat(40_000_000);
    const answers: http.ServerResponse[] = [];
    const { port, failures } = await start({
      answer: (req, res) => {
        answers.push(res);
        res.end(req.url === "/large" ? large : `<${req.url}>`);
      },
    });
    const socket = await hold(port, get("/large"));
    let unread = -1;
    await expect
      .poll(() => {
        const before = unread;
        unread = answers[0]?.socket?.writableLength ?? -1;
        return unread > 0 && unread === before;
      })
      .toBe(true);
    // Longer than a piece, so that it is cut where Node must not get the rest.
    socket.write(get("/2") + get("/3", `X-Long: ${"x".repeat(3_000)}\r\n${last}`));
    // By then the door has read them too.
    expect(await talk(port, get("/4", last))).toContain("</4>");
    socket.setEncoding("latin1");
    let [read, tail] = [0, ""];
    socket.on("data", (text) => {
      read += text.length;
      tail = (tail + text).slice(-2_000);
    });
    await new Promise((resolve) => socket.once("close", resolve));
    expect(read).toBeGreaterThan(large.length);
    expect(tail).toMatch(/<\/2>[\s\S]*<\/3>$/);
    expect(failures).toEqual([]);
  });

  test("that offer another protocol, as curl does with HTTP/2, are served in this one", async () => {
    const { port, web } = await start();
    const offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n";
    expect(await talk(port, get("/a", offer))).toMatch(/^HTTP\/1\.1 200 /);
    expect(web.seen[0]?.headers).not.toHaveProperty("http2-settings");
  });

  test("that offer another protocol and have a body are refused and leave nothing open", async () => {
    const { port, door } = await start();
    const offer = "Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 5\r\n";
    expect(await talk(port, get("/a", offer))).toMatch(/^HTTP\/1\.1 400 /);
    await expect.poll(() => door.openSockets()).toBe(0);
  });

  test.each([
    ["a well-formed id is kept", "client-id_0001", true],
    ["an id with other characters is replaced", "bad id\tx", false],
    ["an id that is too short is replaced", "1234567", false],
    ["an id that is too long is replaced", "a".repeat(65), false],
  ])("have an id: %s, and the response carries it", async (_, given, kept) => {
    const { web, url } = await start();
    const answer = await fetch(url, { headers: { "x-request-id": given } });
    const forwarded = web.seen[0]?.headers["x-request-id"];
    expect(forwarded).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
    expect(forwarded === given).toBe(kept);
    expect(answer.headers.get("x-request-id")).toBe(forwarded);
  });
});

describe("bodies", () => {
  const limits = { bodyBytes: 1_000 };

  test("of exactly the limit are accepted, with a declared length or chunked", async () => {
    const { web, url } = await start({ limits });
    const body = "x".repeat(1_000);
    expect((await fetch(url, { method: "POST", body })).status).toBe(200);
    const stream = new Response(body).body;
    const chunked: RequestInit & { duplex: "half" } = { method: "POST", body: stream, duplex: "half" };
    expect((await fetch(url, chunked)).status).toBe(200);
    expect(web.seen.map((one) => one.body.length)).toEqual([1_000, 1_000]);
  });

  test("over the limit are refused before the upstream hears of them, with a declared length or chunked", async () => {
    const { web, port } = await start({ limits });
    const declared = await talk(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");
    expect(declared).toMatch(/^HTTP\/1\.1 413 [\s\S]*limit of 1000 bytes/);
    const chunk = `190\r\n${"x".repeat(400)}\r\n`;
    const head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(await talk(port, head + chunk.repeat(3))).toMatch(/^HTTP\/1\.1 413 /);
    expect(web.seen).toHaveLength(0);
  });

  test("may be 64 KiB by default", async () => {
    const { url } = await start();
    const post = (length: number) => fetch(url, { method: "POST", body: "x".repeat(length) });
    expect((await post(65_536)).status).toBe(200);
    expect((await post(65_537)).status).toBe(413);
  });

  test("that are unfinished share a budget, by address and together", async () => {
    const unfinishedBodyBytes = { perAddress: 600, perNetwork: 600, total: 900 };
    const { port, url } = await start({ limits: { unfinishedBodyBytes } });
    const head = `POST / HTTP/1.1\r\nHost: x\r\n${last}Content-Length: 700\r\n\r\n`;
    expect(await talk(port, head + "x".repeat(700))).toMatch(/^HTTP\/1\.1 429 [\s\S]*retry-after: 10/i);
    const held = await hold(port, head + "x".repeat(500), "127.0.0.2");
    const post = (length: number) => fetch(url, { method: "POST", body: "x".repeat(length) });
    await expect.poll(async () => (await post(500)).status).toBe(503);
    expect((await post(300)).status).toBe(200);
    held.destroy();
    await expect.poll(async () => (await post(500)).status).toBe(200);
  });

  test("of a request that is redirected are thrown away, and the connection closes", async () => {
    const { port, door } = await start();
    const head = "POST //offers HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n";
    expect(await talk(port, `${head}x`)).toMatch(/^HTTP\/1\.1 308 [\s\S]*location: \/offers/i);
    await expect.poll(() => door.openSockets()).toBe(0);
  });

  test("of a HEAD that is refused do not delay the answer", async () => {
    const { port } = await start();
    const head = "HEAD /%ff HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n";
    expect(await talk(port, head, { until: "\r\n\r\n" })).toMatch(/^HTTP\/1\.1 400 /);
  });

  test.each([
    ["head", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow:"],
    ["body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow"],
  ])("and heads that never end time out: %s", async (_, text) => {
    const { port, web } = await start({ limits: { headMs: 100, requestMs: 200, checkEveryMs: 20 } });
    const answer = await talk(port, text);
    expect(answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*did not arrive in time/);
    expect(web.seen).toHaveLength(0);
  });
});

describe("one address", () => {
  const one = { perAddress: 1, perNetwork: 1, total: 2 };

  test("has a number of requests in progress; the others are refused until it has fewer", async () => {
    const held: http.ServerResponse[] = [];
    const { port } = await start({ answer: (_req, res) => void held.push(res), limits: { requests: one } });
    const first = await hold(port, get("/"), "127.0.0.2");
    await expect.poll(() => held.length).toBe(1);
    const refused = await talk(port, get("/api/x", last), { from: "127.0.0.2" });
    expect(refused).toMatch(/^HTTP\/1\.1 429 [\s\S]*retry-after: 2[\s\S]*"title":"LIMIT_EXCEEDED"/i);
    await hold(port, get("/"), "127.0.0.3");
    await expect.poll(() => held.length).toBe(2);
    expect(await talk(port, get("/", last), { from: "127.0.0.4" })).toMatch(
      /^HTTP\/1\.1 503 [\s\S]*retry-after: 2/i,
    );
    first.destroy();
    const again = talk(port, get("/", last), { from: "127.0.0.5" });
    await expect.poll(() => held.length).toBe(3);
    held[2]?.end();
    expect(await again).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("has a number of connections; the others are answered and closed at once", async () => {
    const { port, door } = await start({ limits: { sockets: one } });
    await hold(port, "", "127.0.0.2");
    await expect.poll(() => door.openSockets()).toBe(1);
    const refused = await talk(port, get("/"), { from: "127.0.0.2" });
    expect(refused).toMatch(/^HTTP\/1\.1 429 [\s\S]*retry-after: 5[\s\S]*too many connections open/i);
    expect(await talk(port, get("/", last), { from: "127.0.0.3" })).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("that opens many more connections is told why once in a while; the others are left open in silence, and close with the door", async () => {
    const limits = { sockets: one, refusals: one, refusalMs: 60_000 };
    const { port, door } = await start({ limits });
    await hold(port, "", "127.0.0.2");
    await expect.poll(() => door.openSockets()).toBe(1);
    expect(await talk(port, get("/"), { from: "127.0.0.2" })).toContain(" 429 ");
    const silent = await hold(port, get("/"), "127.0.0.2");
    await expect.poll(() => door.openSockets()).toBe(2);
    const heard: string[] = [];
    silent.on("data", (chunk) => heard.push(String(chunk)));
    const isOver = new Promise((resolve) => silent.once("close", resolve));
    expect(await talk(port, get("/", last), { from: "127.0.0.3" })).toMatch(/^HTTP\/1\.1 200 /);
    await door.close();
    await isOver;
    expect(heard).toEqual([]);
  });

  test("whose silent connections are too many has them closed at once, and the others after a time", async () => {
    const none = { perAddress: 0, perNetwork: 0, total: 0 };
    const many = await start({ limits: { sockets: one, refusals: none, heldSockets: one, heldMs: 3_000 } });
    await hold(many.port, "", "127.0.0.2");
    await expect.poll(() => many.door.openSockets()).toBe(1);
    const held = talk(many.port, "", { from: "127.0.0.2" });
    await expect.poll(() => many.door.openSockets()).toBe(2);
    expect(await talk(many.port, "", { from: "127.0.0.2" })).toBe("");
    expect(await held).toBe("");
    await expect.poll(() => many.door.openSockets()).toBe(1);
  });

  test("has a number of websockets; the others are answered and closed at once", async () => {
    const { port, realtime } = await start({ limits: { websockets: one } });
    const first = await hold(port, upgrade("/ws/"), "127.0.0.2");
    await expect.poll(() => realtime.seen.length).toBe(1);
    const refused = await talk(port, upgrade("/ws/"), { from: "127.0.0.2" });
    expect(refused).toMatch(/^HTTP\/1\.1 429 [\s\S]*retry-after: 30/i);
    first.destroy();
    await expect
      .poll(() => talk(port, upgrade("/ws/"), { from: "127.0.0.2", until: "\r\n\r\n" }))
      .toMatch(/ 101 /);
  });

  test("behind a trusted proxy is the client, and the proxy itself is not limited", async () => {
    const limits = { sockets: one, websockets: one };
    const { port, web } = await start({ limits, trustedProxies: ["127.0.0.2"] });
    const told =
      "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: gpu.example\r\n";
    await hold(port, "", "127.0.0.2");
    await talk(port, get("/", told + last), { from: "127.0.0.2" });
    expect(web.seen[0]?.headers).toMatchObject({
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "gpu.example",
    });
  });
});

describe("requests that are sent ahead of their answers", () => {
  test("are served one after the other, and their answers keep the order", async () => {
    let inProgress = 0;
    let most = 0;
    const { port } = await start({
      answer: (req, res) => {
        most = Math.max(most, ++inProgress);
        setImmediate(() => {
          inProgress -= 1;
          res.end(`answer ${req.url}`);
        });
      },
    });
    const answer = await talk(port, get("/1") + get("/2") + get("/3", last));
    expect(answer.match(/answer \/\d/g)).toEqual(["answer /1", "answer /2", "answer /3"]);
    expect(most).toBe(1);
  });

  test("are refused beyond a number, after the answers to those before", async () => {
    const { port, web } = await start({ limits: { pipelined: 3 } });
    const answer = await talk(port, get("/").repeat(1_000));
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    expect(statuses).toEqual(["200", "200", "200", "200", "429"]);
    expect(answer).toMatch(/429 [\s\S]*retry-after: 1/i);
    expect(web.seen).toHaveLength(4);
  });

  test("share a budget while they wait, by address and together, and give it back in their turn", async () => {
    const waitingHeadBytes = { perAddress: 20_000, perNetwork: 20_000, total: 25_000 };
    const held: http.ServerResponse[] = [];
    const { port } = await start({
      limits: { waitingHeadBytes },
      answer: (_req, res) => void held.push(res),
    });
    const large = `X-Large: ${"x".repeat(10_000)}\r\n`;
    const ahead = get("/") + get("/", large + last);
    await hold(port, ahead, "127.0.0.2");
    await expect.poll(() => held.length).toBe(1);
    const byAddress = talk(port, ahead, { from: "127.0.0.2" });
    const together = talk(port, ahead, { from: "127.0.0.3" });
    await expect.poll(() => held.length).toBe(3);
    for (const res of held.slice(1)) res.end();
    expect(await byAddress).toMatch(
      /^HTTP\/1\.1 200 [\s\S]* 429 [\s\S]*retry-after: 1[\s\S]*of your address wait/i,
    );
    expect(await together).toMatch(/^HTTP\/1\.1 200 [\s\S]* 503 [\s\S]*retry-after: 1/i);
    held[0]?.end();
    await expect.poll(() => held.length).toBe(4);
    const again = talk(port, ahead, { from: "127.0.0.2" });
    for (const place of [4, 5]) {
      await expect.poll(() => held.length).toBe(place + 1);
      held[place]?.end();
    }
    expect((await again).match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 200"]);
  });

  test("give their budget back when the client leaves", async () => {
    const waitingHeadBytes = { perAddress: 5_000, perNetwork: 5_000, total: 5_000 };
    const held: http.ServerResponse[] = [];
    const { port, door } = await start({
      limits: { waitingHeadBytes, pipelined: 1 },
      answer: (_req, res) => void held.push(res),
    });
    const gone = await hold(port, get("/").repeat(3));
    await expect.poll(() => held.length).toBe(1);
    gone.destroy();
    await expect.poll(() => door.openSockets()).toBe(0);
    const answer = talk(port, get("/") + get("/", last));
    for (const place of [1, 2]) {
      await expect.poll(() => held.length).toBe(place + 1);
      held[place]?.end();
    }
    expect((await answer).match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 200"]);
  });

  test("may have no body, unless nothing is ahead of them", async () => {
    const { port, web } = await start();
    const post = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok";
    const answer = await talk(port, post + get("/") + post + get("/"));
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 429"]);
    expect(answer).toMatch(/retry-after: 1[\s\S]*with a body was sent ahead/i);
    expect(web.seen.map(({ method }) => method)).toEqual(["POST", "GET"]);
  });

  test("are none when a client waits for each answer, however soon the next request follows", async () => {
    const { port } = await start();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    cleanups.push(() => agent.destroy());
    const sockets = new Set<net.Socket>();
    const post = () =>
      new Promise((resolve, reject) => {
        const request = http.request({ port, host: "127.0.0.1", method: "POST", agent }, (answer) => {
          sockets.add(answer.socket);
          answer.resume().once("end", () => resolve(answer.statusCode));
        });
        request.on("error", reject).end("x".repeat(5_000));
      });
    const statuses = await Promise.all(Array.from({ length: 40 }, post));
    expect([new Set(statuses), sockets.size]).toEqual([new Set([200]), 1]);
  });

  test("do not get their answers overtaken by a refusal", async () => {
    const { port } = await start();
    const answer = await talk(port, `${get("/1")}garbage\r\n\r\n`);
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(["200", "400"]);
  });

  test("may not be followed by an upgrade, which closes the connection", async () => {
    const { port, door, realtime } = await start();
    await talk(port, get("/1") + upgrade("/ws/"));
    await expect.poll(() => door.openSockets()).toBe(0);
    expect(realtime.seen).toHaveLength(0);
  });

  test("with an expectation that is not understood are refused in their turn, and the upgrade after them closes the connection", async () => {
    const { port, door, failures } = await start();
    const answer = await talk(port, get("/1") + get("/2", "Expect: x\r\n") + get("/3", last));
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      "200",
      "417",
      "200",
    ]);
    await talk(port, get("/1", "Expect: x\r\n") + upgrade("/ws/"));
    await expect.poll(() => door.openSockets()).toBe(0);
    expect(failures).toEqual([]);
  });

  test("leave nothing behind when an earlier one closes the connection", async () => {
    const { port, door, url } = await start({
      limits: { requests: { perAddress: 1, perNetwork: 1, total: 1 } },
    });
    await talk(port, get("/1", last) + get("/2") + get("/3"));
    await expect.poll(() => door.openSockets()).toBe(0);
    expect((await fetch(url)).status).toBe(200);
  });
});

describe("websockets", () => {
  test("on /ws reach realtime with the proxy's headers, and bytes flow both ways", async () => {
    const { web, realtime, port } = await start();
    const ask = upgrade("/ws/?EIO=4", "X-Forwarded-For: 1.2.3.4\r\n");
    const answer = await talk(port, `${ask}ping-pong`, { until: "ping-pong" });
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
    ["http://evil.example/", false, 400],
    ["/_next/hmr", true, 101],
    ["/api", true, 404],
  ])("on %s with dev %s are answered %i", async (path, dev, status) => {
    const { web, realtime, port } = await start({ dev });
    const answer = await talk(port, upgrade(path), { until: "\r\n\r\n" });
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(web.seen).toHaveLength(status === 101 ? 1 : 0);
    expect(realtime.seen).toHaveLength(0);
  });

  test("get every byte that came early, however long the head was", async () => {
    const { port } = await start();
    const early = `${"early ".repeat(2_000)}end`;
    const answer = await talk(port, upgrade("/ws/", `X: ${"x".repeat(3_000)}\r\n`) + early, { until: "end" });
    expect(answer.split("\r\n\r\n")[1]).toBe(early);
  });

  test("that are refused are closed at once", async () => {
    const { port } = await start();
    expect(await talk(port, upgrade("/nowhere"))).toMatch(/404 [\s\S]*Live updates are at \/ws/);
    expect(await talk(port, upgrade("/ws/", "Content-Length: 5\r\n"))).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("are refused while realtime hangs, as soon as any other request", async () => {
    const hung = net.createServer(() => {});
    const realtime = await listen(hung);
    const door = createFrontDoor({ web: realtime, realtime, limits: { answerMs: 100 } });
    cleanups.push(
      () => void hung.close(),
      () => door.close(),
    );
    expect(await talk(await door.listen(0), upgrade("/ws/"))).toMatch(/^HTTP\/1\.1 503 /);
  }, 4_000);

  test("that say nothing for long are closed", async () => {
    const { port } = await start({ limits: { idleUpgradeMs: 50 } });
    expect(await talk(port, upgrade("/ws/"))).toMatch(/^HTTP\/1\.1 101 /);
  });
});

describe("an upstream", () => {
  const impatient: Partial<Limits> = { answerMs: 0, upstreamStartMs: 0 };

  test.each([
    ["/", "web process is restarting"],
    ["/ws/", "live updates process is restarting"],
  ])("of %s that stays away is a 503 that names the process", async (path, text) => {
    const nobody = await closedPort();
    const door = createFrontDoor({ web: nobody, realtime: nobody, limits: impatient });
    cleanups.push(door.close);
    const port = await door.listen(0);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(await answer.text()).toContain(text);
    expect(await talk(port, upgrade("/ws/"))).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 2/i);
  });

  test("that restarts is waited for, whatever the method", async () => {
    const port = await closedPort();
    const door = createFrontDoor({ web: port, realtime: port });
    cleanups.push(door.close);
    const url = `http://127.0.0.1:${await door.listen(0)}`;
    const answer = fetch(url, { method: "POST", body: "kept" });
    const server = http.createServer((req, res) => void req.pipe(res));
    cleanups.push(() => void server.close());
    server.listen(port, "127.0.0.1");
    expect(await (await answer).text()).toBe("kept");
  });

  test("that does not respond is a 504", async () => {
    const { url } = await start({ limits: { answerMs: 100 }, answer: () => {} });
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([504, "5"]);
    expect(await answer.text()).toContain("did not respond");
  });

  test("that breaks off before its answer is asked once more for reads, and never for writes", async () => {
    const { url, web } = await start({ answer: (req) => void req.socket.destroy() });
    expect((await fetch(url)).status).toBe(502);
    expect(web.seen).toHaveLength(2);
    expect((await fetch(url, { method: "POST" })).status).toBe(502);
    expect(web.seen).toHaveLength(3);
  });

  test("that breaks off within its answer looks broken to the client, and only that request is", async () => {
    const { url } = await start({
      answer: (req, res) => {
        res.writeHead(200, { "content-length": 10 });
        if (req.url === "/whole") res.end("0123456789");
        else res.write("01234", () => req.socket.destroy());
      },
    });
    const broken = await fetch(url);
    await expect(broken.text()).rejects.toThrow();
    expect(await (await fetch(`${url}/whole`)).text()).toBe("0123456789");
  });

  test("that answers with what is no HTTP is a 502", async () => {
    const server = net.createServer((socket) => void socket.end("nonsense\r\n\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanups.push(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const door = createFrontDoor({ web: port, realtime: port });
    cleanups.push(door.close);
    expect((await fetch(`http://127.0.0.1:${await door.listen(0)}`)).status).toBe(502);
  });

  test("keeps repeated headers apart, and its hop-by-hop headers to itself", async () => {
    const { port } = await start({
      answer: (_req, res) => {
        res.writeHead(200, ["Set-Cookie", "a", "Set-Cookie", "b", "Connection", "X-Hop", "X-Hop", "1"]);
        res.end();
      },
    });
    const answer = await talk(port, get("/", last));
    expect(answer.match(/set-cookie: ./gi)).toHaveLength(2);
    expect(answer).not.toMatch(/x-hop/i);
  });
});

test("a client that does not read its answer stops occupying the upstream", async () => {
  const lanes = { ...defaultLimits.lanes };
  lanes.pages = { ...lanes.pages, active: 1, activePerAddress: 1 };
  const { port, web } = await start({
    limits: { slowClientMs: 20, lanes },
    answer: (req, res) => void res.end(req.url === "/large" ? Buffer.alloc(20_000_000) : "small"),
  });
  const slow = await hold(port, get("/large"), "127.0.0.2");
  slow.pause();
  await expect.poll(() => web.seen.length).toBe(1);
  expect(await talk(port, get("/small", last))).toContain("small");
});

describe("closing the door", () => {
  test("closes upgraded connections, and does not wait for clients that hold on", async () => {
    const realtime = await startUpstream("realtime");
    const web = await startUpstream("web", () => {});
    cleanups.push(web.close, realtime.close);
    const door = createFrontDoor({ web: web.port, realtime: realtime.port, limits: { closeMs: 50 } });
    const port = await door.listen(0);
    const texts = [
      "",
      "GET / HTTP/1.1\r\nX:",
      get("/hangs"),
      upgrade("/ws/"),
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx",
    ];
    const sockets = await Promise.all(texts.map((text) => hold(port, text)));
    const closed = sockets.map((socket) => new Promise((resolve) => socket.resume().once("close", resolve)));
    await expect.poll(() => [web.seen.length, realtime.seen.length]).toEqual([1, 1]);
    await door.close();
    await Promise.all(closed);
    await expect.poll(() => door.openSockets()).toBe(0);
  });

  test("lets an answer in progress finish", async () => {
    const held: http.ServerResponse[] = [];
    const { url, web, door } = await start({ answer: (_req, res) => void held.push(res) });
    const answer = fetch(url);
    await expect.poll(() => web.seen.length).toBe(1);
    const closed = door.close();
    held[0]?.end("whole");
    expect(await (await answer).text()).toBe("whole");
    const finishedAt = performance.now();
    await closed;
    // The client would keep its connection, which nothing is in progress on.
    expect(performance.now() - finishedAt).toBeLessThan(defaultLimits.closeMs / 2);
  });
});
