import { describe, expect, it } from "vitest";
import { MAX_COMPARED, readView, writeView } from "./view-params";

const idOf = (digit: number) => `off_${String(digit).repeat(32)}`;

describe("readView", () => {
  it("reads no parameters as the defaults", () => {
    expect(readView(new URLSearchParams())).toEqual({ columns: null, why: null, compared: [] });
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

  it("opens the explanation of the first or of the named offer, and of nothing else", () => {
    const whyOf = (text: string) => readView(new URLSearchParams({ why: text })).why;
    expect([whyOf("1"), whyOf(idOf(3)), whyOf("0"), whyOf("banana")]).toEqual(["1", idOf(3), null, null]);
  });

  it("reads what writeView wrote", () => {
    const view = { columns: ["region" as const, "score" as const], why: idOf(2), compared: [idOf(1)] };
    const parameters = new URLSearchParams();
    writeView(parameters, view);
    expect(readView(parameters)).toEqual(view);
  });
});
