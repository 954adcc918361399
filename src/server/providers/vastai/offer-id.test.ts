import fc from "fast-check";
import { expect, it } from "vitest";
import { readReply } from "../fixture.double";
import fixture from "./fixture.json";
import { readOfferId, writeOfferId } from "./offer-id";
import { vastai } from "./offers";

const key = fc.record({
  machineId: fc.nat({ max: 999_999_999_999 }),
  gpuCount: fc.integer({ min: 1, max: 64 }),
  isSpot: fc.boolean(),
});

it("reads what it writes", () => {
  fc.assert(
    fc.property(key, (one) => {
      expect(readOfferId(writeOfferId(one))).toEqual(one);
    }),
  );
});

it("reads the facts of every offer of the feed from its id", () => {
  const { offers } = readReply(vastai, fixture.response);
  expect(offers.length).toBeGreaterThan(0);
  for (const { externalId, gpuCount, isSpot } of offers)
    expect(readOfferId(externalId)).toMatchObject({ gpuCount, isSpot });
});

it.each([
  "",
  ":",
  "14021",
  "14021:2x",
  "14021:2x:",
  "14021:2x:spot:1",
  " 14021:2x:spot",
  "14021:2x:spot\n",
  "-1:2x:spot",
  "1e3:2x:spot",
  "14021:0.5x:spot",
  "1x RTX 4090:Sweden, SE",
  "1x RTX 4090|RTX 4090|1||on-demand",
])("does not read an id from %j", (id) => {
  expect(readOfferId(id)).toBeNull();
});
