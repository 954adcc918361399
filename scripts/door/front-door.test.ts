import http from "node:http";
import net from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  atCleanUp,
  cleanUp,
  closedPort,
  get,
  hold,
  last,
  start,
  startUpstream,
  talk,
  upgrade,
} from "./door.double";
import { createFrontDoor } from "./front-door";
import { defaultLimits, type Limits } from "./sharing/limits";

afterEach(cleanUp);

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

describe("an upstream", () => {
  const impatient: Partial<Limits> = { answerMs: 0, upstreamStartMs: 0 };

  test.each([
    ["/", "web process is restarting"],
    ["/ws/", "live updates process is restarting"],
  ])("of %s that stays away is a 503 that names the process", async (path, text) => {
    const nobody = await closedPort();
    const door = createFrontDoor({ web: nobody, realtime: nobody, limits: impatient });
    atCleanUp(door.close);
    const port = await door.listen(0);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(await answer.text()).toContain(text);
    expect(await talk(port, upgrade("/ws/"))).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 2/i);
  });

  test("that restarts is waited for, whatever the method", async () => {
    const port = await closedPort();
    const door = createFrontDoor({ web: port, realtime: port });
    atCleanUp(door.close);
    const url = `http://127.0.0.1:${await door.listen(0)}`;
    const answer = fetch(url, { method: "POST", body: "kept" });
    const server = http.createServer((req, res) => void req.pipe(res));
    atCleanUp(() => void server.close());
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
    atCleanUp(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const door = createFrontDoor({ web: port, realtime: port });
    atCleanUp(door.close);
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
    atCleanUp(web.close, realtime.close);
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
