import { expect, it } from "vitest";
import { regionsIn, valueIn } from "./by-region";

const pairs = "us-east-1=subnet-1, eu-west-1=subnet-2\nus-east-1=subnet-3";

it("finds the first value of a region", () => {
  expect([valueIn(pairs, "us-east-1"), valueIn(pairs, "eu-west-1")]).toEqual(["subnet-1", "subnet-2"]);
});

it("has no value for a region that is not in the setting", () => {
  expect(valueIn(pairs, "eu-west-2")).toBeNull();
  expect(valueIn("", "eu-west-2")).toBeNull();
});

it("uses a value without a region as the default for all regions", () => {
  expect(valueIn("ami-1 eu-west-1=ami-2", "us-east-1")).toBe("ami-1");
  expect(valueIn("ami-1 eu-west-1=ami-2", "eu-west-1")).toBe("ami-2");
  expect(valueIn("resolve:ssm:/aws/service/x", "us-east-1")).toBe("resolve:ssm:/aws/service/x");
});

it("names each region once, and none for a value that applies everywhere", () => {
  expect(regionsIn(pairs)).toEqual(["us-east-1", "eu-west-1"]);
  expect(regionsIn("subnet-1")).toEqual([]);
});
