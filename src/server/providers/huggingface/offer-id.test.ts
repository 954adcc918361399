import fc from "fast-check";
import { expect, it } from "vitest";
import { publishedPrices } from "../../../../prisma/catalogue/read-list";
import { readReply } from "../fixture.double";
import fixture from "./fixture.json";
import { readInstanceType, writeInstanceType, writeOfferId } from "./offer-id";
import { huggingface } from "./offers";

const word = fc.string({ minLength: 1 }).filter((text) => !text.includes(" "));
const size = fc.record({ vendor: word, instanceType: word, instanceSize: word });

it("reads what it writes", () => {
  fc.assert(
    fc.property(size, (one) => {
      expect(readInstanceType(writeInstanceType(one))).toEqual(one);
    }),
  );
});

it("accepts only the canonical spelling of a size", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(" ", "a", "x1", "\t") }), (text) => {
      const read = readInstanceType(text);
      if (read !== null) expect(writeInstanceType(read)).toBe(text);
    }),
  );
});

it("puts the size and the region of the launch into the id", () => {
  const { offers } = readReply(huggingface, fixture.response);
  expect(offers.length).toBeGreaterThan(0);
  for (const { externalId, instanceType, region } of offers) {
    const read = readInstanceType(instanceType);
    expect(read && writeOfferId(read, region ?? "")).toBe(externalId);
  }
});

it("reads every offer of the dated list", () => {
  const { offers } = publishedPrices("huggingface");
  expect(offers.filter(({ instanceType }) => readInstanceType(instanceType) === null)).toEqual([]);
});

it.each(["", " ", "aws", "aws nvidia-l4", "aws  x1", "aws nvidia-l4 x1 more"])(
  "does not read a size from %j",
  (text) => {
    expect(readInstanceType(text)).toBeNull();
  },
);
