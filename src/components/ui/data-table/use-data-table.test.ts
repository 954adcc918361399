import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { column, type DataColumn, type SortOrder } from "./column";
import { type DataTableOptions, type TableModel, useDataTable } from "./use-data-table";

type Gpu = { model: string; price: number | null };

const rows: readonly Gpu[] = [
  { model: "A100", price: 2 },
  { model: "A10", price: null },
  { model: "A2", price: 0.5 },
  { model: "L4", price: 0.5 },
];
const columns: readonly DataColumn<Gpu>[] = [
  column("model", "Model", ({ model }) => model, { value: ({ model }) => model, firstOrder: "ascending" }),
  column("price", "Price", ({ price }) => price, { value: ({ price }) => price, firstOrder: "descending" }),
  column("trend", "Trend", () => null),
];

/** What the hook returns in a component that renders once. */
function modelOf(options: Partial<DataTableOptions<Gpu>>): TableModel<Gpu> {
  const models: TableModel<Gpu>[] = [];
  function Probe() {
    models.push(useDataTable({ columns, rows, ...options }));
    return null;
  }
  renderToStaticMarkup(createElement(Probe));
  const [model] = models;
  if (!model) throw new Error("the hook gave nothing");
  return model;
}

const order = (sort: SortOrder | null, isServerSorted = false) =>
  modelOf({ sort, isServerSorted }).rows.map(({ model }) => model);

describe("useDataTable", () => {
  it("sorts figures by size, the unknown last in either order, and equals as they came", () => {
    expect(order({ id: "price", isDescending: false })).toEqual(["A2", "L4", "A100", "A10"]);
    expect(order({ id: "price", isDescending: true })).toEqual(["A100", "A2", "L4", "A10"]);
  });

  it("sorts names as people look them up", () => {
    expect(order({ id: "model", isDescending: false })).toEqual(["A2", "A10", "A100", "L4"]);
  });

  it("leaves rows as they came without an order, in one that no column has, and when the server has sorted them", () => {
    const asTheyCame = rows.map(({ model }) => model);
    expect(order(null)).toEqual(asTheyCame);
    expect(order({ id: "trend", isDescending: true })).toEqual(asTheyCame);
    expect(order({ id: "price", isDescending: true }, true)).toEqual(asTheyCame);
  });

  it("shows the columns that are asked for, in their own order", () => {
    const ids = (shown: string[]) => modelOf({ shown }).columns.map(({ id }) => id);
    expect(ids(["trend", "model"])).toEqual(["model", "trend"]);
  });

  it("a head sorts in the column's first order, and reverses it the second time", () => {
    const asked: SortOrder[] = [];
    const press = (id: string, sort: SortOrder | null) => {
      const head = modelOf({ sort, onSort: (next) => asked.push(next) }).heads.find(
        (one) => one.column.id === id,
      );
      head?.toggleSort?.();
    };
    press("price", null);
    press("price", { id: "price", isDescending: true });
    press("price", { id: "price", isDescending: false });
    press("model", { id: "price", isDescending: true });
    press("trend", null);
    expect(asked).toEqual([
      { id: "price", isDescending: true },
      { id: "price", isDescending: false },
      { id: "price", isDescending: true },
      { id: "model", isDescending: false },
    ]);
  });

  it("says of each head whether and how it is sorted", () => {
    const { heads } = modelOf({ sort: { id: "price", isDescending: true } });
    expect(heads.map(({ sorted }) => sorted)).toEqual([null, "descending", null]);
    expect(heads.map(({ toggleSort }) => toggleSort !== null)).toEqual([true, true, false]);
  });
});
