import { z } from "zod";
import { offerSource } from "@/domain/offer/offer";

/** The channel on which PostgreSQL announces committed changes, and the Socket.IO room that pages join. */
export const MARKET_CHANNEL = "gpubroker_market";
export const MARKET_ROOM = "market";

/** One event carries at most this many prices, because NOTIFY carries 8,000 bytes. */
export const PRICES_PER_EVENT = 100;

const offersChanged = z.object({
  type: z.literal("offers.changed"),
  provider: z.string(),
  source: offerSource,
  revision: z.number().int(),
  at: z.iso.datetime(),
  added: z.number().int(),
  changed: z.number().int(),
  gone: z.number().int(),
  /** [offer id, micro-USD per GPU-hour]; null when there are too many to send, so pages read them again. */
  prices: z.array(z.tuple([z.string(), z.number().int()])).nullable(),
  /** Micro-USD per hour for the whole machine, in the order of `prices`. A field of its own, because older pages read pairs. */
  machinePrices: z.array(z.number().int()).optional(),
});

const tokenOffersChanged = z.object({
  type: z.literal("token_offers.changed"),
  provider: z.string(),
  source: offerSource,
  revision: z.number().int(),
  at: z.iso.datetime(),
  added: z.number().int(),
  changed: z.number().int(),
  gone: z.number().int(),
});

const providerHealth = z.object({
  type: z.literal("provider.health"),
  provider: z.string(),
  source: offerSource,
  ok: z.boolean(),
  at: z.iso.datetime(),
});

/** Every event about the market that a page can receive. */
export const marketEvent = z.discriminatedUnion("type", [offersChanged, tokenOffersChanged, providerHealth]);
export type MarketEvent = z.infer<typeof marketEvent>;
export type OffersChanged = z.infer<typeof offersChanged>;
