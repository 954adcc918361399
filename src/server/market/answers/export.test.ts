import { expect, it } from "vitest";
import { type OfferSearch, parseSearch } from "@/domain/offer/offer-search";
import { removeRow } from "../snapshot/columns";
import type { Market } from "../snapshot/market";
import { sampleMarket } from "../snapshot/sample.double";
import { nextExportRows, openExport } from "./export";
import { searchMarket } from "./search";

const now = new Date("2026-11-01T00:00:00Z");
const wanted: OfferSearch = { ...parseSearch({ price: "..4", sort: "price" }).search, limit: null };
const idsOf = (market: Market) => searchMarket(market, wanted, now).hits.map(({ id }) => id);

async function readAll(cursor: number): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const rows = await nextExportRows(cursor, 60);
    if (rows.length === 0) return ids;
    ids.push(...rows.map(({ id }) => id));
  }
}

it("contains everything that the search finds, in its order, as it was when the export was asked for", async () => {
  const market = sampleMarket(300, now);
  const expected = idsOf(market);
  expect(expected.length).toBeGreaterThan(100);
  const opening = openExport(market, wanted, now);
  for (const row of [...market.columns.rows]) removeRow(market.columns, row.id);
  const { cursor, total } = await opening;
  expect([total, await readAll(cursor)]).toEqual([expected.length, expected]);
});

it("takes turns with other questions while it is sorted", async () => {
  const market = sampleMarket(300, now);
  let turns = 0;
  let isOpen = false;
  const count = () => {
    turns += 1;
    if (!isOpen) setImmediate(count);
  };
  setImmediate(count);
  const { cursor } = await openExport(market, wanted, now);
  isOpen = true;
  expect(turns).toBeGreaterThanOrEqual(2);
  expect(await readAll(cursor)).toEqual(idsOf(market));
});

it("is closed by its end", async () => {
  const { cursor } = await openExport(sampleMarket(10, now), wanted, now);
  await readAll(cursor);
  await expect(nextExportRows(cursor, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
