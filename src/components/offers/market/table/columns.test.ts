import { describe, expect, it } from "vitest";
import { searchOrderOf, sortOrderOf } from "./columns";

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
