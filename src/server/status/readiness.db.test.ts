import { afterAll, beforeEach, expect, it } from "vitest";
import type { Context } from "@/server/context";
import { emptyMarket } from "@/server/database.double";
import { connect } from "@/server/db";
import { warmMarket } from "@/server/market/client";
import { checkReadiness } from "./readiness";

let ctx: Context;
beforeEach(async () => {
  ctx = (await emptyMarket())(new Date("2026-11-01T10:00:00Z"));
});
afterAll(() => warmMarket().close());

it("is given once the market has been loaded and searched, even if the market is empty", async () => {
  await expect(checkReadiness(ctx)).resolves.toBeUndefined();
});

it("is not given without the database", async () => {
  const db = connect("postgresql://nobody:nothing@127.0.0.1:1/none");
  await expect(checkReadiness({ ...ctx, db })).rejects.toThrow();
  await db.$disconnect();
});
