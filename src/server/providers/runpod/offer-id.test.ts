import fc from "fast-check";
import { expect, it } from "vitest";
import { publishedPrices } from "../../../../prisma/catalogue/read-list";
import { readReply } from "../fixture.double";
import fixture from "./fixture.json";
import { readCloud, writeInstanceType, writeOfferId } from "./offer-id";
import { runpod } from "./offers";

const cloud = fc.constantFrom("secure" as const, "community" as const);

it("reads the cloud that it has written, whatever the name of the GPU", () => {
  fc.assert(
    fc.property(fc.string(), cloud, fc.nat(16), (gpu, one, gpuCount) => {
      expect(readCloud(writeInstanceType({ gpu, cloud: one, gpuCount }))).toBe(one);
    }),
  );
});

it("puts the cloud of the launch into the id", () => {
  const { offers } = readReply(runpod, fixture.response);
  expect(offers.length).toBeGreaterThan(0);
  for (const { externalId, instanceType, gpuRaw: gpu, gpuCount, isSpot } of offers) {
    const read = readCloud(instanceType);
    expect(read && writeOfferId({ gpu, cloud: read, isSpot, gpuCount })).toBe(externalId);
  }
});

it("reads the cloud of every offer of the dated list that is not serverless", () => {
  const pods = publishedPrices("runpod").offers.filter(
    ({ instanceType }) => !/serverless/.test(instanceType),
  );
  expect(pods.length).toBeGreaterThan(0);
  for (const { instanceType } of pods)
    expect(instanceType.endsWith(readCloud(instanceType) ?? "?")).toBe(true);
});

it.each(["", "secure pod", "1x H100 serverless", "1x H100 (Secure)", "insecure", "1x H100 secure "])(
  "reads no cloud out of %j",
  (instanceType) => {
    expect(readCloud(instanceType)).toBeNull();
  },
);
