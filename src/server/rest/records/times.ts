import { z } from "zod";
import { offerSource } from "@/domain/offer/offer";

export const instant = z.iso.datetime().meta({ description: "ISO 8601 in UTC." });
export const day = z.iso.date();

/** Where a figure comes from and how old it is. */
export const provenance = {
  source: offerSource.meta({
    description: "live: polled; list: a dated published price; simulated: made up for demonstrations.",
  }),
  observed_at: instant.nullable().meta({ description: "When a poll last saw it; null for a list price." }),
  listed_on: day.nullable().meta({ description: "Day of the price list that the price is from." }),
};
