import { describe, expect, it } from "vitest";
import { type HistoryPoint, listedStepsOf, spanOf, stepsOf } from "./price-history";

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const point = (hour: number, price: number | null): HistoryPoint => ({
  at: at(hour),
  microUsdPerGpuHour: price,
});
const shape = (points: HistoryPoint[]) => points.map((one) => [one.at.getUTCHours(), one.microUsdPerGpuHour]);

describe("stepsOf", () => {
  it("holds a price until the next change, starting with the last change before the window", () => {
    expect(shape(stepsOf([point(1, 5), point(8, 7)], [], at(4), at(12)))).toEqual([
      [4, 5],
      [8, 7],
      [12, 7],
    ]);
  });

  it("has no price before the first observation", () => {
    expect(shape(stepsOf([point(8, 7)], [], at(4), at(12)))).toEqual([
      [4, null],
      [8, 7],
      [12, 7],
    ]);
  });

  it("leaves a gap while the offer was gone and while no poll succeeded", () => {
    const changes = [point(1, 5), point(6, null), point(7, 6)];
    const gaps = [{ from: at(9), to: at(10) }];
    expect(shape(stepsOf(changes, gaps, at(4), at(12)))).toEqual([
      [4, 5],
      [6, null],
      [7, 6],
      [9, null],
      [10, 6],
      [12, 6],
    ]);
  });

  it("returns at most 500 points and keeps the last", () => {
    const changes = Array.from({ length: 5000 }, (_, index) => ({
      at: new Date(at(0).getTime() + index * 1000),
      microUsdPerGpuHour: index + 1,
    }));
    const steps = stepsOf(changes, [], at(0), at(5));
    expect(steps.length).toBe(500);
    expect(steps.at(-1)).toEqual(point(5, 5000));
  });

  it("keeps a short gap among many points: thinning never bridges it", () => {
    const changes = Array.from({ length: 5000 }, (_, index) => ({
      at: new Date(at(0).getTime() + index * 1000),
      microUsdPerGpuHour: index === 2000 ? null : 5,
    }));
    const steps = stepsOf(
      changes,
      [{ from: new Date(at(1).getTime() + 500), to: new Date(at(1).getTime() + 900) }],
      at(0),
      at(5),
    );
    expect(steps.length).toBeLessThanOrEqual(500);
    const gaps = steps.filter((step) => step.microUsdPerGpuHour === null);
    expect(gaps.map((step) => step.at.getTime() - at(0).getTime())).toEqual([2_000_000, 3_600_500]);
    expect(steps.at(-1)).toEqual(point(5, 5));
  });
});

describe("spanOf", () => {
  it("reaches back by the window, and begins on the hour beyond 30 days", () => {
    const now = new Date("2026-12-01T00:20:30Z");
    expect(spanOf("30d", now)).toEqual({ from: new Date("2026-11-01T00:20:30Z"), to: now, isHourly: false });
    expect(spanOf("90d", now)).toEqual({ from: new Date("2026-09-02T00:00:00Z"), to: now, isHourly: true });
    expect(spanOf("1y", now)).toEqual({ from: new Date("2025-12-01T00:00:00Z"), to: now, isHourly: true });
  });
});

describe("listedStepsOf", () => {
  const span = { from: new Date("2026-11-01T12:00:00Z"), to: new Date("2026-11-30T12:00:00Z") };
  const shape = (days: string[]) =>
    listedStepsOf(
      days.map((listedOn) => ({ listedOn, value: listedOn })),
      span,
    ).map(({ at, value }) => [at.toISOString().slice(5, 13), value]);

  it("shows a list at its day and a gap before and after, never as a line of today", () => {
    expect(shape(["2026-11-10"])).toEqual([
      ["11-01T12", null],
      ["11-10T00", "2026-11-10"],
      ["11-11T00", null],
      ["11-30T12", null],
    ]);
  });

  it("draws no list of which only a span is known, because no day of it is", () => {
    expect(shape(["2026-11-10/2026-11-20"])).toEqual([
      ["11-01T12", null],
      ["11-30T12", null],
    ]);
  });

  it("shows nothing of a list from before the window, and a list of today until now", () => {
    expect(shape(["2025-01-01"])).toEqual([
      ["11-01T12", null],
      ["11-30T12", null],
    ]);
    expect(shape(["2026-11-30"]).at(-1)).toEqual(["11-30T12", "2026-11-30"]);
  });
});
