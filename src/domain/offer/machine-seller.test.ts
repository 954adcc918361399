import { describe, expect, it } from "vitest";
import { sellerOf } from "./machine-seller";

describe("sellerOf", () => {
  it.each([
    ["shadeform", "lambdalabs A100_sxm4", "lambda"],
    ["shadeform", "lambdalabs_A10", "lambda"],
    ["shadeform", "datacrunch B200", "verda"],
    ["shadeform", "vultr A16", "vultr"],
    ["shadeform", "hyperstack A6000x8", "hyperstack"],
    ["shadeform", "", "shadeform"],
    ["lambda", "gpu_1x_a10", "lambda"],
    ["aws", "lambdalabs A10", "aws"],
  ])("attributes an offer of %s named %j to %s", (provider, instanceType, seller) => {
    expect(sellerOf({ provider, instanceType })).toBe(seller);
  });
});
