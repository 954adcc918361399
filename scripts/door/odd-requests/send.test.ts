import { afterAll, beforeAll, expect, test } from "vitest";
import { startDoor } from "../door.double";
import { makeOddRequest } from "./make";
import onceFailed from "./once-failed.json";
import { readAnswers } from "./read-answers";
import { sendOddRequests } from "./send";

/** Odd connections with about 20,000 requests on them. */
const connections = 15_000;
/** A seed that fails belongs into once-failed.json. */
const seed = Math.floor(Math.random() * 2 ** 31);

/** Several, so that no address comes near its limits: they are tested elsewhere. */
const addresses = Array.from({ length: 16 }, (_, place) => `127.0.0.${place + 2}`);

let door: Awaited<ReturnType<typeof startDoor>>;
beforeAll(async () => {
  door = await startDoor();
});
afterAll(() => door.close());

test("the same seed makes the same bytes", () => {
  const bytesOf = (number: number) => Buffer.concat(makeOddRequest(number).parts);
  expect(bytesOf(7)).toEqual(bytesOf(7));
  expect(bytesOf(7)).not.toEqual(bytesOf(8));
});

test("odd requests that once failed are answered", { timeout: 60_000 }, async () => {
  const { failures } = await sendOddRequests({ port: door.port, addresses }, { seeds: onceFailed });
  expect(failures).toEqual([]);
});

test(`20,000 odd requests from seed ${seed} are answered well and honestly`, {
  timeout: 300_000,
}, async () => {
  const seeds = Array.from({ length: connections }, (_, place) => seed + place);
  const { failures, statuses } = await sendOddRequests({ port: door.port, addresses }, { seeds });
  expect(failures, `seed ${seed}`).toEqual([]);
  expect(door.failures, `seed ${seed}`).toEqual([]);
  for (const status of [200, 308, 400, 404, 405, 413, 414, 417, 431, 501])
    expect(statuses.get(status), `answers of status ${status}`).toBeGreaterThan(0);
});

test("whatever was asked, the upstream got one clean value of each header that is ours, and no hop-by-hop header", () => {
  expect(door.web.seen.length).toBeGreaterThan(1_000);
  for (const { headers, url } of door.web.seen) {
    expect(url).toMatch(/^\/[\x21-\x7e]*$/);
    expect(addresses).toContain(headers["x-forwarded-for"]);
    expect(headers["x-forwarded-proto"]).toBe("http");
    expect(headers["x-forwarded-host"]).toBe(headers.host);
    for (const name of ["trailer", "te", "upgrade", "expect", "x-nonce", "next-action", "forwarded"])
      expect(headers[name]).toBeUndefined();
  }
});

test("everything is given back", { timeout: 40_000 }, async () => {
  await expect.poll(() => door.door.openSockets(), { timeout: 30_000 }).toBe(0);
});

test.each([
  ["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok", null],
  ["HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok", "broken body"],
  ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", null],
  ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n", "broken body"],
  ["HTTP/1.1 200 OK\r\nx y: z\r\n\r\n", "wrong header"],
  ["HTTP/1.1 200 OK\r\nx: y\r\n", "unfinished head"],
  ["200 OK\r\n\r\n", "no status line"],
])("the judge reads %j", (bytes, complaint) => {
  const read = readAnswers(bytes, ["GET"]);
  if (complaint === null) expect(read.complaint).toBeNull();
  else expect(read.complaint).toContain(complaint);
});
