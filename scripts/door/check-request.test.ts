import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cleanAddressOf } from "./check-request";
import { startDoor, talk } from "./door.double";

let door: Awaited<ReturnType<typeof startDoor>>;
beforeAll(async () => {
  door = await startDoor();
});
afterAll(() => door.close());

const head = (line: string, ...lines: string[]) =>
  `${[line, "Host: localhost", "Connection: close", ...lines].join("\r\n")}\r\n\r\n`;
const manyHeaders = Array.from({ length: 101 }, (_, place) => `X-${place}: y`);

const refused: [string, string, number, string][] = [
  ["TRACE", head("TRACE / HTTP/1.1"), 405, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"],
  ["PROPFIND", head("PROPFIND / HTTP/1.1"), 405, "PROPFIND"],
  ["QUERY", head("QUERY / HTTP/1.1"), 405, "GET, HEAD"],
  ["CONNECT", head("CONNECT a:1 HTTP/1.1"), 405, "CONNECT"],
  ["a method that no parser knows", head("BREW / HTTP/1.1"), 405, "BREW"],
  ["an absolute address", head("GET http://evil.example/ HTTP/1.1"), 400, "must be a path"],
  ["an asterisk", head("OPTIONS * HTTP/1.1"), 400, "must be a path"],
  ["a bare UTF-8 path", head("GET /\xc3\xa9 HTTP/1.1"), 400, "percent-encoded"],
  ["a fragment", head("GET /a#b HTTP/1.1"), 400, "percent-encoded"],
  ["bytes that are no UTF-8", head("GET /%ff HTTP/1.1"), 400, "percent escape"],
  ["half an escape", head("GET /%2 HTTP/1.1"), 400, "percent escape"],
  ["a stray percent sign in the query", head("GET /?a=100% HTTP/1.1"), 400, "%25"],
  ["NUL in the path", head("GET /%00 HTTP/1.1"), 400, "control character"],
  ["NUL in the query", head("GET /?a=%00 HTTP/1.1"), 400, "control character"],
  ["a line break in the path", head("GET /%0d%0a HTTP/1.1"), 400, "control character"],
  ["dot segments", head("GET /_next/static/../../offers HTTP/1.1"), 400, "segments"],
  ["encoded dot segments", head("GET /_next/static/%2e%2E/offers HTTP/1.1"), 400, "segments"],
  ["a long address", head(`GET /${"a".repeat(8_192)} HTTP/1.1`), 414, "8192 characters"],
  ["many headers", head("GET / HTTP/1.1", ...manyHeaders), 431, "100 headers"],
  ["large headers", head("GET / HTTP/1.1", `X: ${"a".repeat(17_000)}`), 431, "too large"],
  ["no Host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "must have a Host"],
  ["two Hosts", head("GET / HTTP/1.1", "Host: other"), 400, "more than one Host"],
  ["a bad Host", "GET / HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n", 400, "host name"],
  [
    "length and encoding",
    head("POST / HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked"),
    400,
    "",
  ],
  ["two lengths", head("POST / HTTP/1.1", "Content-Length: 5", "Content-Length: 6"), 400, ""],
  ["a signed length", head("POST / HTTP/1.1", "Content-Length: +5"), 400, ""],
  ["another encoding", head("POST / HTTP/1.1", "Transfer-Encoding: gzip, chunked"), 501, "chunked"],
  [
    "encoding twice",
    head("POST / HTTP/1.1", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
    400,
    "",
  ],
  ["a bad chunk", `${head("POST / HTTP/1.1", "Transfer-Encoding: chunked")}zz\r\n`, 400, "not valid HTTP"],
  ["another version", head("GET / HTTP/3.7"), 400, "not valid HTTP"],
  ["no HTTP", "\x16\x03\x01\x02\r\n\r\n", 400, "not valid HTTP"],
  ["a folded header", head("GET / HTTP/1.1", "X: a", " b"), 400, ""],
  ["a space before the colon", head("GET / HTTP/1.1", "X : a"), 400, ""],
  ["an unknown expectation", head("GET / HTTP/1.1", "Expect: tea"), 417, "100-continue"],
];

test.each(refused)("%s is refused before the upstream hears of it", async (_, text, status, says) => {
  const before = door.web.seen.length;
  const answer = await talk(door.port, text);
  const [, body = ""] = answer.split("\r\n\r\n");
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toMatch(/\r\nx-request-id: [\w-]{8,64}\r\n/i);
  expect(body).toContain(says);
  expect(body.length).toBeGreaterThan(20);
  if (status === 405) expect(answer).toMatch(/\r\nallow: GET, HEAD/i);
  expect(door.web.seen).toHaveLength(before);
});

test("an address of the API is refused by problem+json", async () => {
  const answer = await talk(door.port, head("TRACE /api/v2/offers?x HTTP/1.1", "X-Request-Id: request-1"));
  expect(answer).toMatch(/content-type: application\/problem\+json/i);
  expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({
    type: "about:blank",
    title: "INVALID_INPUT",
    status: 405,
    instance: "/api/v2/offers",
    request_id: "request-1",
    reason: { code: "request.method_not_allowed", parameters: { method: "TRACE" } },
  });
});

describe("cleanAddressOf", () => {
  test.each([
    ["/offers", null],
    ["/offers/", null],
    ["/", null],
    ["/?a=//b", null],
    ["/ws/", null],
    ["/offers//", "/offers"],
    ["/offers//?a=b", "/offers?a=b"],
    ["//evil.example/", "/evil.example"],
    ["/\\evil.example", "/evil.example"],
    ["///", "/"],
    ["//ws//", "/ws/"],
  ])("%s -> %s", (url, clean) => expect(cleanAddressOf(url)).toBe(clean));

  test("takes one redirect", async () => {
    const answer = await fetch(`${door.url}/offers//?a=b`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([308, "/offers?a=b"]);
  });
});
