import { describe, expect, it } from "vitest";
import { redact } from "./redact";

describe("redact", () => {
  it.each([
    "password",
    "newPassword",
    "STRIPE_SECRET_KEY",
    "apiKey",
    "api_key",
    "x-api-key",
    "sessionToken",
    "refresh_token",
    "Authorization",
    "set-cookie",
    "privateKey",
    "clientSecret",
  ])("removes the value of the field %s, whatever it holds", (name) => {
    expect(redact({ [name]: { any: "thing" } })).toEqual({ [name]: "[redacted]" });
  });

  it.each(["tokens", "outputTokens", "microUsdPerToken", "keyId", "secretary", "tokenOffers", "monkey"])(
    "keeps the field %s",
    (name) => {
      expect(redact({ [name]: 7 })).toEqual({ [name]: 7 });
    },
  );

  it("keeps a missing secret as null", () => {
    expect(redact({ password: null })).toEqual({ password: null });
  });

  it.each([
    ["our key gpb_abcdef123456 in a text", "our key [redacted] in a text"],
    ["sk_test_4eC39HqLyjWDarjtT1", "[redacted]"],
    ["Bearer abc.def", "[redacted]"],
    ["eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "[redacted]"],
    ["a GPU of task_12345678", "a GPU of task_12345678"],
  ])("removes from %j what looks like a secret", (text, expected) => {
    expect(redact([text])).toEqual([expected]);
  });

  it("converts every value to JSON", () => {
    const at = new Date("2026-11-29T10:00:00Z");
    expect(
      redact({ at, big: 9_007_199_254_740_993n, left: undefined, list: [true, null], text: "a\0\udc00" }),
    ).toEqual({
      at: "2026-11-29T10:00:00.000Z",
      big: "9007199254740993",
      left: null,
      list: [true, null],
      text: "a\uFFFD\uFFFD",
    });
  });
});
