import { Writable } from "node:stream";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { guardConsole, type Log, openLog } from "./log";

let lines: Record<string, unknown>[];
let log: Log;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  lines = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  log = openLog({ level: "info" }, sink);
});
afterEach(() => {
  vi.useRealTimers();
});

const count = (msg: string) => lines.filter((line) => line.msg === msg).length;

it("writes a line that floods ten times a minute, and then how many it left out", () => {
  const queue = log.child({ room: "queue" });
  for (let times = 0; times < 5000; times += 1) queue.warn({ err: new Error("full") }, "connection failed");
  expect(count("connection failed")).toBe(10);
  vi.advanceTimersByTime(60_000);
  expect(lines.at(-1)).toMatchObject({ suppressed: 4990, room: "queue", line: "connection failed" });
  queue.warn("connection failed");
  expect(count("connection failed")).toBe(11);
});

it("goes on sampling when its timer is late, as in a process that was paused", () => {
  log.error("failed");
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + 300_000);
  for (let times = 0; times < 50; times += 1) log.error("failed");
  expect(count("failed")).toBe(11);
  vi.restoreAllMocks();
});

it("counts every room and every message apart, also those of children with more fields", () => {
  for (let request = 0; request < 20; request += 1) {
    log
      .child({ room: "web" })
      .child({ requestId: `req_${request}` })
      .error("failed");
    log.child({ room: "workers" }).error("failed");
    log.child({ room: "web" }).error(new Error("other"));
  }
  expect(lines).toHaveLength(30);
});

it("tells of every kind of line that it left out, however many kinds there are", () => {
  for (let kind = 0; kind < 30; kind += 1)
    for (let times = 0; times < 11; times += 1) log.warn(`fault ${kind}`);
  vi.advanceTimersByTime(60_000);
  expect(count("lines like these were left out")).toBe(30);
});

it("leaves out no line below a warning, and says nothing when nothing was left out", () => {
  for (let times = 0; times < 50; times += 1) log.info("polled");
  log.warn("once");
  vi.advanceTimersByTime(120_000);
  expect(lines).toHaveLength(51);
});

it("bounds what it remembers of messages that are never the same", () => {
  for (let times = 0; times < 2000; times += 1) log.error(`failed at ${times}`);
  expect(lines.length).toBeLessThanOrEqual(510);
});

it("samples what a framework writes to the console, by the error in it", () => {
  const written: unknown[][] = [];
  const target = { error: (...given: unknown[]) => void written.push(given) };
  guardConsole(target);
  for (let times = 0; times < 500; times += 1) {
    target.error(" ⨯", new Error("the database: away"));
    target.error("ready");
  }
  target.error(" ⨯", new Error("another"));
  expect(written).toHaveLength(21);
});
