import { describe, expect, it } from "vitest";
import { MAX_COMPARED, readView, writeView } from "./view-params";

const idOf = (digit: number) => `off_${String(digit).repeat(32)}`;

describe("readView", () => {
  it("reads no parameters as the defaults", () => {
    expect(readView(new URLSearchParams())).toEqual({ columns: null, isWhyOpen: false, compared: [] });
  });

  it("keeps columns in table order and drops unknown names", () => {
    expect(readView(new URLSearchParams("cols=score,region,colour")).columns).toEqual(["region", "score"]);
    expect(readView(new URLSearchParams("cols=colour")).columns).toBeNull();
  });

  it("keeps at most five different offer ids", () => {
    const ids = [1, 1, 2, 3, 4, 5, 6].map(idOf);
    const { compared } = readView(new URLSearchParams({ compare: ["nonsense", ...ids].join() }));
    expect(compared).toEqual([1, 2, 3, 4, 5].map(idOf));
    expect(compared).toHaveLength(MAX_COMPARED);
  });

  it("reads what writeView wrote", () => {
    const view = { columns: ["region" as const, "score" as const], isWhyOpen: true, compared: [idOf(1)] };
    const parameters = new URLSearchParams();
    writeView(parameters, view);
    expect(readView(parameters)).toEqual(view);
  });
});
