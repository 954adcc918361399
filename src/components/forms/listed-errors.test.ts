import { describe, expect, it } from "vitest";
import { listedErrors } from "./listed-errors";

describe("listedErrors", () => {
  it("lists fields in their order, by their whole path, and the form as a whole apart", () => {
    const errors = {
      country: { type: "required", message: "Fill this in" },
      address: { street: { type: "too_long", message: "Too long" } },
      lines: [undefined, { text: { type: "required", message: "Empty" } }],
      root: { type: "unlucky", message: "Not today" },
    };
    expect(listedErrors(errors)).toEqual({
      fields: [
        { name: "country", message: "Fill this in" },
        { name: "address.street", message: "Too long" },
        { name: "lines.1.text", message: "Empty" },
      ],
      whole: ["Not today"],
    });
  });

  it("has nothing to list when nothing is wrong", () => {
    expect(listedErrors({})).toEqual({ fields: [], whole: [] });
  });
});
