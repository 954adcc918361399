import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { describe, expect, it } from "vitest";
import { useDataTable } from "@/components/ui/data-table/use-data-table";
import { microUsd } from "@/domain/money";
import { english } from "@/locale/english";
import { languageTags } from "@/locale/locales";
import type { GpuRow } from "../index-types";
import { useGpuColumns } from "./gpu-columns";
import { shownRows } from "./shown-rows";
import { firstState, nextOrder, readTableState, type TableState, writeTableState } from "./table-state";

const read = (query: string) => readTableState(new URLSearchParams(query));

describe("the address of the table", () => {
  it.each(["", "sort=median", "sort=-median&vendor=amd&min_vram=80", "sort=sources"])(
    "%j is read and written the same",
    (query) => {
      expect(read(query).issues).toEqual([]);
      expect(writeTableState(read(query).state)).toBe(query && `?${query}`);
    },
  );

  it("names what it does not understand and goes on without it", () => {
    const { state, issues } = read("sort=colour&vendor=acme&min_vram=lots&x=1");
    expect(state).toEqual(firstState);
    expect(issues.map(({ field }) => field)).toEqual(["sort", "vendor", "min_vram", "x"]);
  });

  it("a first click sorts, a second turns round", () => {
    const once = nextOrder(firstState, "median");
    expect([once.sort, once.isFalling]).toEqual(["median", false]);
    expect(nextOrder(once, "median").isFalling).toBe(true);
    expect(nextOrder(once, "vram").isFalling).toBe(true);
  });
});

describe("shownRows", () => {
  const summary = (usd: number | null, sources: number): GpuRow["kinds"]["spot"] => {
    const price = usd === null ? null : microUsd(usd * 1e6);
    return {
      median: price,
      trimmedMean: price,
      lowerQuartile: price,
      upperQuartile: price,
      low: price,
      high: price,
      weight: sources,
      absence: null,
      countedSource: "live",
      sources,
      offers: sources,
      change24h: null,
      change7d: null,
    };
  };
  const row = (model: string, usd: number | null, vramGib: number, vendor: GpuRow["vendor"]): GpuRow => ({
    gpuId: model,
    model,
    vendor,
    vramGib,
    sparkline: null,
    kinds: { on_demand: summary(usd, vramGib / 10), spot: summary(null, 0) },
  });
  const rows = [
    row("A100", 2, 80, "nvidia"),
    row("L4", 0.5, 24, "nvidia"),
    row("MI300X", 3, 192, "amd"),
    row("A10", null, 24, "nvidia"),
  ];
  const models = (query: string) => ordered(shownRows(rows, read(query).state), read(query).state);

  it("stands in the order asked for, unknown values last either way", () => {
    expect(models("")).toEqual(["MI300X", "A100", "A10", "L4"]);
    expect(models("sort=median")).toEqual(["L4", "A100", "MI300X", "A10"]);
    expect(models("sort=-median")).toEqual(["MI300X", "A100", "L4", "A10"]);
    expect(models("sort=gpu")).toEqual(["A10", "A100", "L4", "MI300X"]);
  });

  it("leaves what passes the filters, a bound included", () => {
    expect(models("vendor=amd")).toEqual(["MI300X"]);
    expect(models("min_vram=80")).toEqual(["MI300X", "A100"]);
    expect(models("min_vram=81")).toEqual(["MI300X"]);
    expect(models("min_vram=96")).toEqual(["MI300X"]);
  });
});

/** The models in the order of the table, as its columns sort them. */
function ordered(rows: readonly GpuRow[], { sort, isFalling }: TableState): string[] {
  let models: string[] = [];
  function Probe() {
    const columns = useGpuColumns({ from: 0, to: 1 }, null);
    const model = useDataTable({ columns, rows, sort: { id: sort, isDescending: isFalling } });
    models = model.rows.map((row) => row.model);
    return null;
  }
  const children = createElement(Probe);
  const props = { locale: languageTags.en, messages: english, timeZone: "UTC", children };
  renderToStaticMarkup(createElement(IntlProvider, props));
  return models;
}
