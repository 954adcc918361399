import { expect, it } from "vitest";
import { distinctNames } from "./distinct-names";

const part = (id: string, machine = "8 × H100 SXM, spot, Germany", instanceType = "p5") => ({
  id,
  seller: "Verda, FIN-01",
  machine,
  instanceType,
});
const machines = (...parts: ReturnType<typeof part>[]) => distinctNames(parts).map(({ machine }) => machine);

it("adds no more to a name than it takes to tell offers apart", () => {
  expect(machines(part("a"), part("b", "8 × H100 SXM, on demand, Germany"))).toEqual([
    "8 × H100 SXM, spot, Germany",
    "8 × H100 SXM, on demand, Germany",
  ]);
  expect(machines(part("a"), part("b", undefined, "p5e"))).toEqual([
    "8 × H100 SXM, spot, Germany, p5",
    "8 × H100 SXM, spot, Germany, p5e",
  ]);
  expect(new Set(machines(part("off_1234"), part("off_5678"))).size).toBe(2);
});

it("gives an offer that is named twice one name", () => {
  expect(machines(part("a"), part("a"))).toEqual([
    "8 × H100 SXM, spot, Germany",
    "8 × H100 SXM, spot, Germany",
  ]);
});
