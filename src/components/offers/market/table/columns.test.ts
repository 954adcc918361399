import { describe, expect, it } from "vitest";
import { columns, defaultColumns, searchOrderOf, sortOrderOf } from "./columns";

describe("the order of a search and that of the table", () => {
  it.each([
    [
      { sort: "score", descending: false },
      { id: "score", isDescending: true },
    ],
    [
      { sort: "score", descending: true },
      { id: "score", isDescending: false },
    ],
    [
      { sort: "price", descending: false },
      { id: "price", isDescending: false },
    ],
    [
      { sort: "count", descending: true },
      { id: "gpu", isDescending: false },
    ],
  ] as const)("%j is %j, there and back", (search, order) => {
    expect(sortOrderOf(search)).toEqual(order);
    expect(searchOrderOf(order)).toEqual(search);
  });
});

it("beside the panel that says why, the score and both prices are shown from the start", () => {
  const shown = defaultColumns(false, true);
  expect(shown).toEqual(expect.arrayContaining(["rank", "provider", "price", "hourly", "score"]));
  expect(shown.length).toBeLessThan(defaultColumns(false).length);
});

it("at 1440 the columns shown from the start fit beside the filters and beside the panel", () => {
  const widthOf = (isPanelOpen: boolean) =>
    defaultColumns(false, isPanelOpen).reduce((sum, id) => sum + (columns[id].width ?? 0), 0);
  expect(widthOf(false)).toBeLessThanOrEqual(1018);
  expect(widthOf(true)).toBeLessThanOrEqual(782);
});
