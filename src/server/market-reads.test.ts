import { beforeAll, expect, it, vi } from "vitest";
import { getModel } from "@/server/models/get-model";
import { bestPrices } from "@/server/offers/best-prices";
import { getOffer } from "@/server/offers/get-offer";
import { providerProfile, providerProfiles } from "@/server/status/provider-profile";
import { type Context, requestContext } from "./context";

vi.mock("@/server/authorize", () => ({
  authorize: (_ctx: Context, action: string) => Promise.reject(new Error(`refused: ${action}`)),
}));
beforeAll(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://u@127.0.0.1:5432/app");
});

it.each<[string, (ctx: Context) => Promise<unknown>]>([
  ["providerProfiles", providerProfiles],
  ["providerProfile, even of no provider", (ctx) => providerProfile(ctx, "none")],
  ["bestPrices", (ctx) => bestPrices(ctx, 3)],
  ["getModel, even of no model", (ctx) => getModel(ctx, "none")],
  ["getOffer", (ctx) => getOffer(ctx, "none")],
])("%s authorizes before anything else", async (_, read) => {
  await expect(read(requestContext(new Headers()))).rejects.toThrow("refused: market.read");
});
