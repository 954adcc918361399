import { describe, expect, it } from "vitest";
import { monogramOf } from "./monogram";

describe("monogramOf", () => {
  it.each([
    ["runpod", "RunPod", "RP"],
    ["vastai", "Vast.ai", "VA"],
    ["lambda", "Lambda", "LA"],
    ["huggingface", "Hugging Face", "HF"],
    ["aws", "AWS", "AW"],
    ["x", "X", "X"],
    ["unknown", "", "UN"],
  ])("%s: %s -> %s", (slug, name, letters) => expect(monogramOf(slug, name).letters).toBe(letters));

  it("gives a slug the same hue every time, between 0 and 359 degrees", () => {
    const { hue } = monogramOf("runpod", "RunPod");
    expect(monogramOf("runpod", "another name").hue).toBe(hue);
    expect(hue).toBeGreaterThanOrEqual(0);
    expect(hue).toBeLessThan(360);
  });
});
