import { expect, test } from "vitest";
import { clientOf } from "../addresses";
import { createShares } from "./shares";

const limits = { perAddress: 2, perNetwork: 3, total: 4 };

test("an address has its share, and gets it back when it releases", () => {
  const shares = createShares(limits);
  const [first, second, third] = [1, 2, 3].map(() => shares.open(clientOf("192.0.2.1")));
  expect([first?.take(1), second?.take(1), third?.take(1)]).toEqual([null, null, "perAddress"]);
  first?.release();
  first?.release();
  expect(third?.take(1)).toBeNull();
  expect(shares.inUse()).toBe(2);
});

test("the addresses of a /64 share, and so do the /64s of a /48", () => {
  const shares = createShares(limits);
  const take = (address: string) => shares.open(clientOf(address)).take(1);
  expect(take("2001:db8:1:1::1")).toBeNull();
  expect(take("2001:db8:1:1::2")).toBeNull();
  expect(take("2001:db8:1:1::3")).toBe("perAddress");
  expect(take("2001:db8:1:2::1")).toBeNull();
  expect(take("2001:db8:1:3::1")).toBe("perNetwork");
  expect(take("2001:db8:2:1::1")).toBeNull();
  expect(take("192.0.2.1")).toBe("total");
});

test("a proxy of ours counts only in the total, and a refusal takes nothing", () => {
  const shares = createShares(limits);
  const proxy = shares.open(null);
  expect([1, 2, 3, 4, 5].map(() => proxy.take(1))).toEqual([null, null, null, null, "total"]);
  proxy.release();
  expect(shares.open(clientOf("192.0.2.1")).take(3)).toBe("perAddress");
  expect(shares.inUse()).toBe(0);
});
