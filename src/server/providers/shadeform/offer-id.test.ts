import fc from "fast-check";
import { expect, it } from "vitest";
import { readReply } from "../fixture.double";
import fixture from "./fixture.json";
import { readOfferId, writeOfferId } from "./offer-id";
import { shadeform } from "./offers";

const word = fc.string({ minLength: 1 }).filter((text) => !text.includes(":") && text !== "nowhere");
const key = fc.record({ cloud: word, type: word, region: fc.option(word), isSpot: fc.boolean() });

it("reads what it writes", () => {
  fc.assert(
    fc.property(key, (one) => {
      expect(readOfferId(writeOfferId(one))).toEqual(one);
    }),
  );
});

it("accepts only the canonical spelling of an id", () => {
  const parts = fc.array(fc.constantFrom(":", "nowhere", "a", "", " ", "::"), { maxLength: 8 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        parts.map((texts) => texts.join("")),
      ),
      (id) => {
        const read = readOfferId(id);
        if (read !== null) expect(writeOfferId(read)).toBe(id);
      },
    ),
  );
});

it("reads the facts of every offer of the feed from its id", () => {
  const { offers } = readReply(shadeform, fixture.response);
  expect(offers.length).toBeGreaterThan(0);
  for (const { externalId, instanceType, region, isSpot } of offers) {
    const read = readOfferId(externalId);
    expect([`${read?.cloud} ${read?.type}`, read?.region, read?.isSpot]).toEqual([
      instanceType,
      region,
      isSpot,
    ]);
  }
});

it.each(["", ":", "a", "a:b", "a::c", ":b:c", "a:b:", "a:b:c:d", "1x A6000|A6000|1||on-demand"])(
  "reads nothing out of %j",
  (id) => {
    expect(readOfferId(id)).toBeNull();
  },
);
