import { describe, expect, it } from "vitest";
import { refusalOf } from "./refusal";

const nothing = { issues: [], isAnswered: false, reason: null, requestId: null };
const reason = { code: "rate_limit.calls", parameters: { limit: 60, seconds: 5 } };

describe("refusalOf", () => {
  it("reads the fields, the reason and the request of an answer of ours", () => {
    const issue = { field: "email", code: "too_long", parameters: { most: "80" } };
    const error = Object.assign(new Error("refused"), {
      data: { code: "BAD_REQUEST", requestId: "req_1", reason, issues: [issue] },
    });
    expect(refusalOf(error)).toEqual({ isAnswered: true, requestId: "req_1", reason, issues: [issue] });
  });

  it.each([
    ["a lost connection", new TypeError("Failed to fetch")],
    ["nothing", undefined],
    ["text", "refused"],
    ["an answer of somebody else", { data: "<html>" }],
  ])("%s is no answer", (_, error) => expect(refusalOf(error)).toEqual(nothing));

  it("is an answer all the same when its reason is of a newer version", () => {
    const data = { code: "CONFLICT", reason: { code: "pod.melted", parameters: {} }, issues: [] };
    expect(refusalOf({ data })).toEqual({ ...nothing, isAnswered: true });
  });

  it("leaves out what is no issue, and parameters that no sentence takes", () => {
    const issues = [
      "email",
      null,
      { field: "a" },
      { field: "b", code: "too_small", parameters: { at: {}, least: 1 } },
    ];
    expect(refusalOf({ data: { code: "BAD_REQUEST", issues } }).issues).toEqual([
      { field: "b", code: "too_small", parameters: { least: 1 } },
    ]);
  });
});
