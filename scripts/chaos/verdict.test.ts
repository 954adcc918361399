import { expect, it } from "vitest";
import { type Strike, undisturbedRecoveryMs } from "./verdict";

const strike = (fromMs: number, endedMs: number, toMs: number): Strike => ({
  name: "a fault",
  isOfDoor: false,
  fromMs,
  toMs,
  recoveryMs: toMs - endedMs,
});

it("counts a recovery from the end of the last fault that was in its way", () => {
  const killed = strike(1_000, 1_000, 13_100);
  expect(undisturbedRecoveryMs(killed, [killed])).toBe(12_100);
  const stopped = strike(1_000, 11_500, 11_700);
  expect(undisturbedRecoveryMs(killed, [killed, stopped])).toBe(1_600);
  expect(undisturbedRecoveryMs(stopped, [killed, stopped])).toBe(200);
  const later = strike(14_000, 20_000, 21_000);
  expect(undisturbedRecoveryMs(killed, [killed, later])).toBe(12_100);
});

it("is never shorter than for good", () => {
  const lost = { ...strike(1_000, 1_000, 121_000), recoveryMs: Number.POSITIVE_INFINITY };
  expect(undisturbedRecoveryMs(lost, [lost, strike(1_000, 11_000, 12_000)])).toBe(Number.POSITIVE_INFINITY);
});
