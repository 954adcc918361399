import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { followClock } from "./follow-clock";

/** For the database to tell the time. */
const WAIT = { timeout: 10_000 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Sets the machine's clock, and lets the watch look at it once. */
async function setMachineClock(byMs: number): Promise<void> {
  vi.setSystemTime(Date.now() + byMs);
  await lookAgain();
}

function lookAgain(): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(1000);
}

it("repairs what a clock that was set has put out of order, again and again until it succeeds", async () => {
  const repair = vi.fn<() => Promise<void>>();
  repair.mockResolvedValue(undefined);
  const { stop } = followClock(repair);
  await lookAgain();
  // The first look may find that fake and real clocks differ.
  repair.mockClear();
  repair.mockRejectedValueOnce(new Error("the database is away"));
  await setMachineClock(3_600_000);
  await vi.waitFor(() => expect(repair).toHaveBeenCalledTimes(1), WAIT);
  await lookAgain();
  await vi.waitFor(() => expect(repair).toHaveBeenCalledTimes(2), WAIT);
  await lookAgain();
  await lookAgain();
  expect(repair).toHaveBeenCalledTimes(2);
  stop();
});
