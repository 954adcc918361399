import { expect, it } from "vitest";
import { fingerprintOf } from "./key-refusal";

const verda = { slug: "verda", secretNames: ["VERDA_CLIENT_ID", "VERDA_CLIENT_SECRET"] };
const secrets = { VERDA_CLIENT_ID: "id-1", VERDA_CLIENT_SECRET: "secret-1" };
const print = (more: Partial<typeof secrets> = {}, provider = verda) =>
  fingerprintOf({ provider, secrets: { ...secrets, ...more } });

it("a fingerprint is the same for the same keys, in whatever order their names come", () => {
  expect(print()).toBe(print({}, { ...verda, secretNames: [...verda.secretNames].reverse() }));
  expect(fingerprintOf({ provider: verda, secrets: { ...secrets, OTHER_KEY: "x" } })).toBe(print());
});

it.each([
  ["one key is replaced", print({ VERDA_CLIENT_SECRET: "secret-2" })],
  ["two keys swap their values", print({ VERDA_CLIENT_ID: "secret-1", VERDA_CLIENT_SECRET: "id-1" })],
  ["another provider has the same keys", print({}, { ...verda, slug: "lambda" })],
])("it changes when %s", (_, other) => expect(other).not.toBe(print()));

it("it contains no key, and there is none without a key", () => {
  expect(print()).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprintOf({ provider: { slug: "vultr", secretNames: [] }, secrets: {} })).toBeNull();
});
