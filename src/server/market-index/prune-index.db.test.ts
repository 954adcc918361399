import { beforeEach, describe, expect, it } from "vitest";
import { recordSteadily } from "@/server/database.double";
import { pruneIndexPoints } from "./prune-index";
import { DAY_MINUTES, later, MINUTE_MS, now, recordedMarket } from "./recorded-market.double";

const { contextAt, write } = recordedMarket();

describe("pruneIndexPoints", () => {
  beforeEach(() => recordSteadily(contextAt(now)));

  it("keeps all points for 30 days, then the first of each hour, and none after a year", async () => {
    const at = (days: number, minutes: number) => -days * DAY_MINUTES + minutes - 4;
    for (const minutes of [at(366, 0), at(29, 15), at(29, 30)]) await write(minutes, 1);
    const hourStart = new Date(later(at(31, 0)));
    const toHour = 60 - hourStart.getUTCMinutes();
    for (const quarter of [0, 15, 30, 45, 75]) await write(at(31, toHour + quarter), 2);
    expect(await pruneIndexPoints(contextAt(now))).toBe(1 + 3);
    expect(await pruneIndexPoints(contextAt(now))).toBe(0);
    const left = await contextAt(now).db.marketIndexPoint.findMany({ orderBy: { at: "asc" } });
    expect(left.map((point) => (point.at.getTime() - hourStart.getTime()) / MINUTE_MS - toHour)).toEqual([
      0,
      75,
      2 * DAY_MINUTES + 15 - toHour,
      2 * DAY_MINUTES + 30 - toHour,
    ]);
  });

  it("thins the backlog of a pause of months, across days without points", async () => {
    const toHour = 60 - later(-4).getUTCMinutes();
    for (const days of [32, 80, 200]) {
      const hour = -days * DAY_MINUTES - 4 + toHour;
      for (const quarter of [0, 15]) await write(hour + quarter, 1);
    }
    expect(await pruneIndexPoints(contextAt(now))).toBe(3);
    expect(await contextAt(now).db.marketIndexPoint.count()).toBe(3);
  });
});
