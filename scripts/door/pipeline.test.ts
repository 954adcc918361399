import http from "node:http";
import type net from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { atCleanUp, cleanUp, get, hold, last, start, talk, upgrade } from "./door.double";

afterEach(cleanUp);

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
    atCleanUp(() => agent.destroy());
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
