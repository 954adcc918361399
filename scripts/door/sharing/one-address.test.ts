import type http from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { cleanUp, get, hold, last, start, talk, upgrade } from "../door.double";

afterEach(cleanUp);

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
