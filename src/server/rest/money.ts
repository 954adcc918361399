import { z } from "zod";
import type { MicroUsd } from "@/domain/money";

/** The one form of money in the API. What the amount is for stands in the name of the field: `price_per_gpu_hour`. */
export const money = z
  .strictObject({
    amount_micros: z.int().meta({ description: "Millionths of the currency: 2000000 is 2 US dollars." }),
    currency: z.literal("USD"),
  })
  .meta({ id: "Money" });

export type Money = z.infer<typeof money>;

/** `null` stays `null`: the amount is not known. */
export function moneyOf<Amount extends MicroUsd | null>(amount: Amount): Amount extends null ? null : Money;
export function moneyOf(amount: MicroUsd | null): Money | null {
  return amount === null ? null : { amount_micros: amount, currency: "USD" };
}
