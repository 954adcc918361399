import { expect, it, vi } from "vitest";
import { withinTime } from "./within-time";

const never = new AbortController().signal;

it("returns what the work returns, and leaves no timer behind", async () => {
  vi.useFakeTimers();
  try {
    await expect(withinTime({ timeoutMs: 1000, outer: never }, async () => 7)).resolves.toBe(7);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

it("throws what the work throws", async () => {
  const work = async () => Promise.reject(new Error("no route"));
  await expect(withinTime({ timeoutMs: 1000, outer: never }, work)).rejects.toThrow("no route");
});

it("aborts the work when the time is up", async () => {
  let seen: unknown;
  const work = (signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        seen = signal.reason;
        reject(new Error("aborted"));
      });
    });
  await expect(withinTime({ timeoutMs: 5, outer: never }, work)).rejects.toThrow("not finished within 5 ms");
  expect(seen).toMatchObject({ code: "INTERNAL" });
});

it("fails on time even when the work ignores its signal and fails later", async () => {
  let fail = () => {};
  const ignoresSignal = () =>
    new Promise<void>((_resolve, reject) => {
      fail = () => reject(new Error("much later"));
    });
  await expect(withinTime({ timeoutMs: 5, outer: never }, ignoresSignal)).rejects.toMatchObject({
    code: "INTERNAL",
  });
  fail();
});

it("fails at once when the queue takes the job away, before or during the work", async () => {
  const lost = new AbortController();
  const running = withinTime({ timeoutMs: 60_000, outer: lost.signal }, () => new Promise<void>(() => {}));
  lost.abort("given to another worker");
  await expect(running).rejects.toThrow("given to another worker");
  const work = vi.fn();
  await expect(withinTime({ timeoutMs: 60_000, outer: lost.signal }, work)).rejects.toBeDefined();
  expect(work).not.toHaveBeenCalled();
});
