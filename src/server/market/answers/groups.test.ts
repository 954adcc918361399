import { expect, it } from "vitest";
import { parseSearch } from "@/domain/offer/offer-search";
import { marketOf, sampleRow } from "../snapshot/sample.double";
import { searchMarket } from "./search";

const now = new Date("2026-11-30T12:00:00Z");

it("a group says the lists of the prices between its lowest and its highest, and not of past ones", () => {
  const row = (index: number, listedOn: string | null, isSpot = false) =>
    sampleRow(index, now, { gpuId: "t4-16", provider: "aws", source: "list", isSpot, listedOn });
  const market = marketOf(now, [row(1, "2024-08-21"), row(2, "2026-11-09"), row(3, "2023-01-01", true)]);
  const { groups } = searchMarket(market, parseSearch({ group: "gpu" }).search, now);
  expect(groups).toMatchObject([{ key: "t4-16", offers: 3, listedOn: "2024-08-21/2026-11-09" }]);
});
