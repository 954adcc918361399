import http from "node:http";
import { afterEach, expect, test } from "vitest";
import { listen, talk } from "./door.double";
import { type Fate, readInPieces } from "./read-in-pieces";

const alone = (_socket: unknown, work: () => void) => work();

const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

test("a server parses no more than a piece of what came after the request that it stops at", async () => {
  let parsed = 0;
  let fate: Fate = "parse";
  const server = http.createServer((_req, res) => {
    parsed += 1;
    if (parsed < 3) return void res.end("served");
    fate = "drop";
    if (parsed === 3) res.setHeader("connection", "close").end("last");
  });
  server.on("connection", (socket) => readInPieces(socket, { fateOf: () => fate, alone }));
  cleanups.push(() => server.close());
  const request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  const answer = await talk(await listen(server), request.repeat(2_000));
  expect(answer.match(/served|last/g)).toEqual(["served", "served", "last"]);
  expect(parsed).toBeLessThan(2 + Math.ceil(2_048 / request.length));
});
