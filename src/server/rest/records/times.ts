import { z } from "zod";
import { firstDayOf, lastDayOf } from "@/domain/offer/list-day";
import { offerSource } from "@/domain/offer/offer";
import type { Validity } from "@/domain/offer/validity";

export const instant = z.iso.datetime().meta({ description: "ISO 8601 in UTC." });
export const day = z.iso.date();

/** Where a figure comes from and how old it is. */
export const provenance = {
  source: offerSource.meta({
    description: "live: polled; list: a dated published price; simulated: made up for demonstrations.",
  }),
  observed_at: instant.nullable().meta({ description: "When a poll last saw it; null for a list price." }),
  listed_on: day.nullable().meta({
    description: "Day of the price list that the price is from, or the first on which it can have been read.",
  }),
  latest_listed_on: day
    .nullable()
    .meta({ description: "Last day on which the list can have been read; null if its day is known." }),
};

/** The days on which something is sold, as its provider documents them. */
export const soldDays = {
  first_day: day
    .nullable()
    .meta({ description: "First day on which it is sold, in UTC; null if no document says." }),
  last_day: day
    .nullable()
    .meta({ description: "Last day on which it is sold, in UTC; null if no document says." }),
  replaced_by: z.string().nullable().meta({ description: "What the provider recommends instead." }),
  validity_source_url: z
    .string()
    .nullable()
    .meta({ description: "The provider's document with these days." }),
};

/** @param listedOn as in `domain/offer/list-day.ts`. */
export function recordOfListDay(listedOn: string | null) {
  return {
    listed_on: listedOn === null ? null : firstDayOf(listedOn),
    latest_listed_on: listedOn === null ? null : lastDayOf(listedOn),
  };
}

export function recordOfSoldDays(validity: Validity | null) {
  return {
    first_day: validity?.firstDay ?? null,
    last_day: validity?.lastDay ?? null,
    replaced_by: validity?.replacedBy ?? null,
    validity_source_url: validity?.sourceUrl ?? null,
  };
}
