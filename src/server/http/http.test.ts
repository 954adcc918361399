import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { HttpOptions } from "./client";
import { type Answer, closeServers, failure, json, listen, serve, status, testClient } from "./http.double";
import { parseRetryAfter } from "./provider-error";
import type { HttpRequest } from "./request";

afterEach(closeServers);

describe("good replies", () => {
  it("come back as JSON, compressed or not, with or without a byte order mark", async () => {
    const { url } = await serve(
      json('{"a":1}'),
      json(gzipSync('{"a":1}'), { "content-encoding": "gzip" }),
      json('\uFEFF{"a":1}'),
    );
    const { http } = testClient();
    for (let round = 0; round < 3; round += 1) expect(await http.json({ url })).toEqual({ a: 1 });
  });

  it("follow a request with a JSON body and our user agent", async () => {
    const { url, requests } = await serve((request, response) => request.pipe(response));
    const { http } = testClient({ userAgent: "gpubroker/test" });
    expect(await http.json({ url, method: "POST", body: { limit: 5 } })).toEqual({ limit: 5 });
    expect(requests[0]?.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": "gpubroker/test",
    });
  });

  it("are split into lines across chunk borders, with either line end and without a final one", async () => {
    const { url } = await serve((_request, response) => {
      response.write("one\r\ntw");
      setImmediate(() => response.end("o\n\nfo\u00fcr"));
    });
    const lines: string[] = [];
    for await (const line of testClient().http.lines({ url })) lines.push(line);
    expect(lines).toEqual(["one", "two", "", "fo\u00fcr"]);
  });

  it("reach the caller after redirects on the same host", async () => {
    const { url } = await serve(status(302, { location: "/next" }), json("[1]"));
    expect(await testClient().http.json({ url })).toEqual([1]);
  });
});

describe("retries", () => {
  it("wait as long as Retry-After says in seconds", async () => {
    const { url, requests } = await serve(status(429, { "retry-after": "7" }), json("[1]"));
    const { http, waits } = testClient();
    expect(await http.json({ url })).toEqual([1]);
    expect([waits, requests.length]).toEqual([[7000], 2]);
  });

  it("wait until the date in Retry-After", async () => {
    const { url } = await serve(
      status(503, {
        date: "Mon, 23 Nov 2026 10:00:00 GMT",
        "retry-after": "Mon, 23 Nov 2026 10:00:12 GMT",
      }),
      json("[1]"),
    );
    const { http, waits } = testClient({ now: () => new Date("2026-11-23T10:00:00Z") });
    await http.json({ url });
    expect(waits).toEqual([12_000]);
  });

  it("give up at once when Retry-After exceeds our longest wait, and report how long it is", async () => {
    const { url, requests } = await serve(status(429, { "retry-after": "3600" }));
    const { http, waits } = testClient();
    expect(await failure(http.json({ url }))).toMatchObject({
      code: "PROVIDER_FAILED",
      kind: "rate_limit",
      retryable: true,
      retryAfterMs: 3_600_000,
      status: 429,
    });
    expect([waits, requests.length]).toEqual([[], 1]);
  });

  it("back off exponentially and stop after the third attempt", async () => {
    const { url, requests } = await serve(status(500, { "content-type": "text/html" }, "<h1>Oops</h1>"));
    const { http, waits } = testClient();
    expect(await failure(http.json({ url }))).toMatchObject({ kind: "unavailable", status: 500 });
    expect([waits, requests.length]).toEqual([[500, 1000], 3]);
  });

  it("are not made for a POST unless it is marked repeatable", async () => {
    const { url, requests } = await serve(status(503));
    const { http } = testClient();
    await failure(http.json({ url, method: "POST", body: {} }));
    expect(requests.length).toBe(1);
    await failure(http.json({ url, method: "POST", body: {}, isRepeatable: true }));
    expect(requests.length).toBe(4);
  });

  it("are not made for a permanent refusal", async () => {
    const { url, requests } = await serve(status(401), status(404));
    const { http } = testClient();
    expect(await failure(http.json({ url }))).toMatchObject({ kind: "auth", retryable: false });
    expect(await failure(http.json({ url }))).toMatchObject({ kind: "bad_response", retryable: false });
    expect(requests.length).toBe(2);
  });

  it("read Retry-After within bounds and ignore garbage", () => {
    const now = new Date("2026-11-23T10:00:00Z");
    expect(parseRetryAfter("99999999999", now)).toBe(3_600_000);
    expect(parseRetryAfter("Mon, 30 Nov 2026 10:00:00 GMT", now)).toBe(3_600_000);
    expect(parseRetryAfter("Mon, 23 Nov 2026 09:00:00 GMT", now)).toBe(0);
    expect(parseRetryAfter("soon", now)).toBeNull();
    expect(parseRetryAfter(undefined, now)).toBeNull();
  });
});

describe("bad bodies become bad_response", () => {
  const cases: [string, Answer, HttpOptions?][] = [
    ["an HTML login page with 200", json("<html>Sign in</html>", { "content-type": "text/html" })],
    ["truncated JSON", json('{"offers":[{"id":1},{"id"')],
    ["an empty body", json("")],
    ["JSON nested 100,000 deep", json("[".repeat(100_000) + "]".repeat(100_000))],
    ["a __proto__ key", json('{"a":{"__proto__":{"isAdmin":true}}}')],
    ["an escaped __proto__ key", json('{"\\u005f_proto__":1}')],
    ["a gzip bomb", json(gzipSync(Buffer.alloc(50_000_000)), { "content-encoding": "gzip" })],
    ["a broken archive", json("not gzip at all", { "content-encoding": "gzip" })],
    [
      "a truncated archive",
      json(gzipSync("x".repeat(10_000)).subarray(0, 30), { "content-encoding": "gzip" }),
    ],
    ["an unknown encoding", json("{}", { "content-encoding": "zstd-of-tomorrow" })],
    ["an endless body", endless],
  ];
  it.each(cases)("%s", async (_name, answer) => {
    const { url } = await serve(answer);
    const { http, waits } = testClient({ maxBytes: 5_000_000 });
    const error = await failure(http.json({ url }));
    expect([error.kind, error.retryable, waits]).toEqual(["bad_response", false, []]);
  });

  it("an endless line", async () => {
    const { url } = await serve(endless);
    const { http } = testClient({ maxBytes: 5_000_000 });
    expect(await failure(drain(http.lines({ url })))).toMatchObject({ kind: "bad_response" });
  });

  it("leave the prototype of objects alone when the key is only part of a text", async () => {
    const { url } = await serve(json('{"name":"__proto__"}'));
    expect(await testClient().http.json({ url })).toEqual({ name: "__proto__" });
  });

  it("stop the sender early: a gzip bomb uses no more memory than the limit allows", async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    const { url } = await serve(json(bomb, { "content-encoding": "gzip" }));
    const { http } = testClient({ maxBytes: 5_000_000 });
    const before = process.memoryUsage().rss;
    await failure(http.text({ url }));
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});

describe("silence and breakage", () => {
  const once: HttpOptions = { maxAttempts: 1 };

  it("a server that never answers is a timeout", async () => {
    const { url } = await serve(() => {});
    const { http } = testClient({ ...once, headersTimeoutMs: 40 });
    expect(await failure(http.json({ url }))).toMatchObject({ kind: "timeout", retryable: true });
  });

  it("a request may set its own time-out for the start of the answer", async () => {
    const { url } = await serve(() => {});
    const { http } = testClient({ ...once, headersTimeoutMs: 60_000 });
    const asked = http.exchange({ url, method: "POST", headersTimeoutMs: 40 });
    expect(await failure(asked)).toMatchObject({ kind: "timeout" });
  });

  it("a slow drip hits the total time-out although data keeps arriving", async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(timer));
    });
    const { http } = testClient({ ...once, totalTimeoutMs: 80 });
    expect(await failure(http.json({ url }))).toMatchObject({ kind: "timeout" });
  });

  it("a stream that stalls is a timeout while reading lines", async () => {
    const { url } = await serve((_request, response) => {
      response.write("first\nsecond");
    });
    const { http } = testClient({ ...once, totalTimeoutMs: 80 });
    const seen: string[] = [];
    const error = await failure(drain(http.lines({ url }), seen));
    expect([error.kind, seen]).toEqual(["timeout", ["first"]]);
  });

  it("a connection that breaks in the middle is unavailable and retried", async () => {
    const { url, requests } = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write('{"a"');
      setImmediate(() => response.socket?.destroy());
    }, json("[1]"));
    expect(await testClient().http.json({ url })).toEqual([1]);
    expect(requests.length).toBe(2);
  });

  it("a closed port and an unknown name are unavailable", async () => {
    const url = await listen(createServer());
    await closeServers();
    const { http } = testClient(once);
    expect(await failure(http.json({ url }))).toMatchObject({ kind: "unavailable" });
    expect(await failure(http.json({ url: "http://no-such-host.invalid/" }))).toMatchObject({
      kind: "unavailable",
    });
  });

  it("bytes that are not HTTP are bad_response", async () => {
    const url = await listen(
      createTcpServer((socket) => {
        socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
      }),
    );
    expect(await failure(testClient(once).http.json({ url }))).toMatchObject({ kind: "bad_response" });
  });

  it("the caller's own abort is passed through unchanged", async () => {
    const { url } = await serve(() => {});
    const reason = new Error("shutting down");
    const request: HttpRequest = { url, signal: AbortSignal.abort(reason) };
    await expect(testClient().http.json(request)).rejects.toBe(reason);
  });

  it("an abort of the client ends its running calls and is passed through unchanged", async () => {
    const { url } = await serve(() => {});
    const stop = new AbortController();
    const reason = new Error("the time of the job is up");
    const { http } = testClient({ signal: stop.signal });
    const running = [
      http.json({ url }),
      http.text({ url }),
      drain(http.lines({ url })),
      http.exchange({ url }),
    ];
    setTimeout(() => stop.abort(reason), 50);
    const ends = await Promise.allSettled(running);
    expect(ends.map((end) => end.status === "rejected" && end.reason)).toEqual(Array(4).fill(reason));
  });
});

it("errors never show the query, which may contain keys", async () => {
  const { url } = await serve(status(500));
  const error = await failure(testClient().http.json({ url: `${url}/v1/types?api_key=hush` }));
  expect(error.message).toContain("/v1/types: HTTP 500");
  expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain("hush");
});

async function drain(lines: AsyncIterable<string>, seen: string[] = []): Promise<void> {
  for await (const line of lines) seen.push(line);
}

function endless(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const block = Buffer.alloc(65_536, "x");
  const push = () => {
    while (!response.destroyed && response.write(block));
  };
  response.on("drain", push);
  push();
}
