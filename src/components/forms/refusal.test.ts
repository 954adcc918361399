import { describe, expect, it } from "vitest";
import { refusalOf } from "./refusal";

describe("refusalOf", () => {
  it("reads the fields, the code and the request of an answer of ours", () => {
    const issue = { field: "email", code: "email_taken", parameters: { since: 2026 } };
    const error = Object.assign(new Error("refused"), {
      data: { code: "BAD_REQUEST", requestId: "req_1", issues: [issue] },
    });
    expect(refusalOf(error)).toEqual({ code: "BAD_REQUEST", requestId: "req_1", issues: [issue] });
  });

  it.each([
    ["a lost connection", new TypeError("Failed to fetch")],
    ["nothing", undefined],
    ["text", "refused"],
    ["an answer of somebody else", { data: "<html>" }],
  ])("%s is a refusal without a code", (_, error) =>
    expect(refusalOf(error)).toEqual({ code: null, requestId: null, issues: [] }),
  );

  it("leaves out what is no issue, and parameters that no words can take", () => {
    const issues = [
      "email",
      null,
      { field: "a" },
      { field: "b", code: "c", parameters: { at: {}, least: 1 } },
    ];
    expect(refusalOf({ data: { code: "BAD_REQUEST", issues } }).issues).toEqual([
      { field: "b", code: "c", parameters: { least: 1 } },
    ]);
  });
});
