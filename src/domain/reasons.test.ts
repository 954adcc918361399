import { describe, expect, it } from "vitest";
import { AppError, type ErrorCode, errorStatus } from "./errors";
import { generalReasons, readReason } from "./reasons";

describe("readReason", () => {
  it("reads back what was stored", () => {
    const reason = { code: "feed.offers_missing", parameters: { missing: 7, had: 12 } } as const;
    expect(readReason(JSON.parse(JSON.stringify(reason)))).toEqual(reason);
  });

  it.each([
    ["nothing", null],
    ["a sentence", "answered without most of its offers"],
    ["a code of another version", { code: "feed.melted", parameters: {} }],
    ["a code that every object has", { code: "toString", parameters: {} }],
    ["a code without its parameters", { code: "feed.offers_missing", parameters: { missing: 7 } }],
    ["a parameter that is no value", { code: "feed.empty", parameters: { had: { many: 1 } } }],
    ["parameters that are none", { code: "feed.empty", parameters: null }],
  ])("takes %s for no reason", (_, stored) => {
    expect(readReason(stored)).toBeNull();
  });
});

describe("AppError", () => {
  it.each(Object.keys(errorStatus) as ErrorCode[])("%s without a reason gives the general one", (code) => {
    expect(new AppError(code, "for engineers").reason).toEqual(generalReasons[code]);
  });

  it("keeps a closer reason", () => {
    const reason = { code: "offer.not_found", parameters: { id: "off_1" } } as const;
    expect(new AppError("NOT_FOUND", "no offer off_1", { reason }).reason).toEqual(reason);
  });
});
