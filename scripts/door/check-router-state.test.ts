import { expect, test } from "vitest";
import { checkRouterState } from "./check-router-state";

const check = (header: string) => () => checkRouterState({ "next-router-state-tree": header });

test("what pages send is let through, and so is a request without it", () => {
  const state = ["", { children: ["offers", { children: ["__PAGE__", {}] }] }, null, "refetch"];
  expect(check(encodeURIComponent(JSON.stringify(state)))).not.toThrow();
  expect(() => checkRouterState({})).not.toThrow();
});

test.each(["x", "%ff", "%5B%5D", "%7B%7D", "null", encodeURIComponent('["",7]')])(
  "%s is refused with 400, because Next.js would answer 500",
  (header) => expect(check(header)).toThrow(expect.objectContaining({ status: 400 })),
);
