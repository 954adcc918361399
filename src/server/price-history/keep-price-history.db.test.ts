import { beforeEach, describe, expect, it } from "vitest";
import { asOwner, emptyMarket, ownerUrl, type TestContext, untilWaiting } from "@/server/database.double";
import { diffFromSchema } from "../../../scripts/postgres/schema-engine.mjs";
import { keepPriceHistory } from "./keep-price-history";
import { priceHistory } from "./price-history";
import { dropMonths, makeMonths, monthlyTables } from "./store/months";
import { rollUp } from "./store/roll-up";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (text: string) => new Date(`${text}Z`);

let contextAt: (now: Date) => TestContext;
beforeEach(async () => {
  contextAt = await emptyMarket();
  // Partitions that other tests made would receive rows that these tests expect in the default partition.
  await asOwner`do $$
    declare child regclass;
    begin
      for child in select inhrelid::regclass from pg_inherits
        where inhparent in ('price_points'::regclass, 'price_hours'::regclass, 'gpu_price_points'::regclass, 'gpu_price_hours'::regclass)
          and inhrelid::regclass::text not like '%default'
      loop execute format('drop table %s', child); end loop;
    end $$`;
});

describe("keepPriceHistory", () => {
  it("creates the partitions of this month and the next two for every table, and none when it runs again", async () => {
    const { made } = await keepPriceHistory(contextAt(at("2026-11-30T23:59")));
    expect(made).toEqual(
      ["price_points", "price_hours", "gpu_price_points", "gpu_price_hours"].flatMap((table) =>
        ["2026_11", "2026_12", "2027_01"].map((month) => `${table}_${month}`),
      ),
    );
    expect(await keepPriceHistory(contextAt(at("2026-11-30T23:59")))).toEqual({
      made: [],
      dropped: [],
      hoursWritten: 0,
      tokenPointsThinned: 0,
    });
    expect((await keepPriceHistory(contextAt(at("2026-12-01T00:00")))).made.length).toBe(4);
  });

  it("two concurrent runs create each month once", async () => {
    const now = at("2026-11-15T10:00");
    const both = await Promise.all([keepPriceHistory(contextAt(now)), keepPriceHistory(contextAt(now))]);
    expect(both.flatMap(({ made }) => made).length).toBe(12);
  });

  it("a write for a month without a partition goes to the default partition and moves when the month is created", async () => {
    await write("a", at("2026-11-30T23:59:59.999"), 1);
    await write("a", at("2026-12-01T00:00"), 2);
    expect(await partitions()).toEqual({ price_points_default: 2 });
    await keepPriceHistory(contextAt(at("2026-12-01T00:00")));
    expect(await partitions()).toEqual({ price_points_2026_11: 1, price_points_2026_12: 1 });
    await write("a", at("2027-03-01T00:00"), 3);
    expect(await partitions()).toMatchObject({ price_points_default: 1 });
  });

  it("a poll that runs while its month is created waits and is written", async () => {
    const now = at("2026-11-15T10:00");
    const { db } = contextAt(now);
    await db.$transaction(
      async (tx) => {
        await tx.pricePoint.create({ data: { offerId: "before", at: now, microUsdPerGpuHour: 1n } });
        const making = keepPriceHistory(contextAt(now));
        await untilWaiting(db, 1);
        const writing = write("meanwhile", now, 2);
        await untilWaiting(db, 2);
        afterwards = Promise.all([making, writing]);
      },
      { timeout: 30_000 },
    );
    await afterwards;
    expect(await partitions()).toEqual({ price_points_2026_11: 2 });
  });

  it("a pause of three days is caught up, and rolling an hour up again gives the same result", async () => {
    const start = at("2026-11-30T20:30");
    for (let hour = 0; hour < 80; hour += 1)
      await write("a", new Date(start.getTime() + hour * HOUR_MS), hour + 1);
    await keepPriceHistory(contextAt(at("2026-11-30T21:00")));
    expect(await hours()).toEqual([[at("2026-11-30T20:00"), 1n]]);
    const late = at("2026-12-03T21:15");
    await Promise.all([keepPriceHistory(contextAt(late)), keepPriceHistory(contextAt(late))]);
    const after = await hours();
    expect(after.length).toBe(73);
    expect(after.at(-1)).toEqual([at("2026-12-03T20:00"), 73n]);
    await keepPriceHistory(contextAt(late));
    expect(await hours()).toEqual(after);
    expect(await contextAt(late).db.priceRollUp.findFirst()).toMatchObject({
      rolledUpTo: at("2026-12-03T21:00"),
    });
  });

  it("a poll that is committed after its hour was rolled up is still included in that hour", async () => {
    const now = at("2026-11-20T12:05");
    await write("a", at("2026-11-20T11:10"), 1);
    await rollUp(contextAt(now));
    await write("a", at("2026-11-20T11:59"), 2);
    await rollUp(contextAt(now));
    expect(await hours()).toEqual([[at("2026-11-20T11:00"), 2n]]);
  });

  it("a clock that goes back an hour undoes nothing", async () => {
    await write("a", at("2026-12-01T00:10"), 1);
    await rollUp(contextAt(at("2026-12-01T02:00")));
    await rollUp(contextAt(at("2026-11-30T23:30")));
    expect(await contextAt(at("2026-12-01T02:00")).db.priceRollUp.findFirst()).toMatchObject({
      rolledUpTo: at("2026-12-01T02:00"),
    });
    expect((await hours()).length).toBe(1);
  });

  it("a mark that a wrong clock set in the future is not believed: what there is, is rolled up again", async () => {
    const now = at("2026-11-20T12:05");
    const { db } = contextAt(now);
    await write("a", at("2026-11-20T10:10"), 1);
    await db.priceRollUp.updateMany({ data: { rolledUpTo: at("2027-06-01T00:00") } });
    await rollUp(contextAt(now));
    expect(await hours()).toEqual([[at("2026-11-20T10:00"), 1n]]);
    expect(await db.priceRollUp.findFirst()).toMatchObject({ rolledUpTo: at("2026-11-20T12:00") });
  });

  it("a month that windows still need by the database's clock is not dropped, whatever the clock of the process says", async () => {
    const [{ month = at("2000-01-01") } = {}] = await contextAt(at("2026-11-01T00:00")).db.$queryRaw<
      { month: Date }[]
    >`
      select date_trunc('month', now(), 'UTC') as month`;
    await keepPriceHistory(contextAt(month));
    for (const monthly of monthlyTables)
      await expect(
        dropMonths(contextAt(at("2100-01-01T00:00")), monthly, { end: at("2100-01-01T00:00") }),
      ).rejects.toThrow(/still needed by the clock of the database/);
  });

  it.each(["1999-12-01", "2026-11-01 BC", "-infinity", "infinity", "10000-01-01", "2026-11-02", null])(
    "%s is no month that is made or dropped",
    async (month) => {
      const { db } = contextAt(at("2026-11-15T00:00"));
      for (const verb of ["make", "drop"])
        await expect(
          db.$queryRawUnsafe(`select ${verb}_price_month('price_points', $1::date)::text`, month),
        ).rejects.toThrow(/not the first day of a month/);
    },
  );

  it("months are not made without end", async () => {
    const [monthly] = monthlyTables;
    if (!monthly) throw new Error("no table by months");
    const make = (month: number) => makeMonths(contextAt(new Date(Date.UTC(2030, month))), monthly);
    for (let month = 0; month <= 33; month += 3) expect(await make(month)).toHaveLength(3);
    await expect(make(36)).rejects.toThrow(/has 36 months/);
  });

  it("points are deleted when no window needs them, hours after a year, the last price never", async () => {
    const offer = await givenOffer(at("2025-10-05T00:00"));
    await write(offer, at("2025-10-05T00:00"), 5);
    await write(offer, at("2025-10-06T00:00"), 7);
    await keepPriceHistory(contextAt(at("2025-10-07T00:00")));
    const { dropped } = await keepPriceHistory(contextAt(at("2025-12-02T00:01")));
    expect(dropped).toEqual(["price_points_2025_10", "gpu_price_points_2025_10"]);
    expect((await hours()).length).toBe(2);
    const later = await keepPriceHistory(contextAt(at("2026-11-03T00:00")));
    expect(later.dropped).toEqual(expect.arrayContaining(["price_hours_2025_10", "gpu_price_hours_2025_10"]));
    expect(await hours()).toEqual([[at("2025-11-01T00:00"), 7n]]);
    const year = await priceHistory(contextAt(at("2026-11-03T00:00")), offer, "1y");
    expect(year.points[0]).toEqual({ at: "2025-11-03T00:00:00.000Z", microUsdPerGpuHour: 7 });
    expect(year.trackingStartsAt).toBe("2025-10-05T00:00:00.000Z");
  });

  it("deletes no point that is not rolled up, even after months without a roll-up", async () => {
    await write("a", at("2026-06-10T10:00"), 5);
    await contextAt(at("2026-11-25T00:00")).db.priceRollUp.updateMany({
      data: { rolledUpTo: at("2026-06-01T00:00") },
    });
    await keepPriceHistory(contextAt(at("2026-11-25T00:00")));
    expect(await partitions()).toEqual({});
    expect(await hours()).toEqual([[at("2026-06-10T10:00"), 5n]]);
  });

  it("deletes gaps that no window reaches", async () => {
    const { db } = contextAt(at("2026-11-25T00:00"));
    const gap = (fromAt: Date) => ({
      provider: "vultr",
      source: "live" as const,
      fromAt,
      toAt: new Date(fromAt.getTime() + DAY_MS),
    });
    await db.feedGap.createMany({ data: [gap(at("2025-11-20T00:00")), gap(at("2025-11-24T00:00"))] });
    await keepPriceHistory(contextAt(at("2026-11-25T00:00")));
    expect(await db.feedGap.count()).toBe(1);
  });

  it("partitions do not count as drift from the Prisma schema", async () => {
    await keepPriceHistory(contextAt(at("2026-11-25T00:00")));
    expect(await diffFromSchema(ownerUrl())).toBe("");
  });
});

let afterwards: Promise<unknown> = Promise.resolve();

async function write(offerId: string, moment: Date, price: number): Promise<void> {
  await contextAt(moment).db.pricePoint.create({
    data: { offerId, at: moment, microUsdPerGpuHour: BigInt(price) },
  });
}

async function hours() {
  const rows = await contextAt(at("2026-01-01T00:00")).db.priceHour.findMany({ orderBy: { hour: "asc" } });
  return rows.map(({ hour, microUsdPerGpuHour }) => [hour, microUsdPerGpuHour]);
}

/** Rows of price_points by the partition that holds them. */
async function partitions(): Promise<Record<string, number>> {
  const rows = await contextAt(at("2026-01-01T00:00")).db.$queryRaw<{ name: string; rows: number }[]>`
    select tableoid::regclass::text as name, count(*)::int as rows from price_points group by 1 order by 1`;
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}

/** An offer from a price list, which needs no polls. */
async function givenOffer(firstSeenAt: Date): Promise<string> {
  const { id } = await contextAt(firstSeenAt).db.offer.create({
    data: {
      id: `off_${"1".repeat(32)}`,
      provider: "lambda",
      source: "list",
      externalId: "l",
      instanceType: "l",
      gpuId: "a100-pcie-80",
      gpuRaw: "A100",
      gpuCount: 1,
      vramGib: 80,
      microUsdPerGpuHour: 7n,
      microUsdPerMachineHour: 7n,
      isSpot: false,
      availability: "available",
      fingerprint: "f",
      firstSeenAt,
      changedAt: firstSeenAt,
      revision: 1n,
    },
  });
  return id;
}
