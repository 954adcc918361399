import { afterEach, describe, expect, test } from "vitest";
import { cleanUp, hold, last, start, talk } from "./door.double";

afterEach(cleanUp);

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
