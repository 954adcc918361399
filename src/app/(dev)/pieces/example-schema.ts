import { z } from "zod";
import { refusal } from "@/domain/field-issues";

/** Cédula of Ecuador: the tenth digit checks the first nine (modulo 10, odd places doubled). */
function hasValidCheckDigit(number: string): boolean {
  const digits = [...number].map(Number);
  const sum = digits.slice(0, 9).reduce((total, digit, at) => {
    const weighted = at % 2 === 0 ? digit * 2 : digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return digits.length === 10 && (10 - (sum % 10)) % 10 === digits[9];
}

export const exampleSchema = z.object({
  country: z.string().min(1),
  document: z.enum(["cedula", "ruc", "passport"]),
  number: z
    .string()
    .min(1)
    .refine(hasValidCheckDigit, refusal({ code: "check_digit", parameters: {} })),
  name: z.string().trim().min(1).max(80),
  email: z.email(),
  password: z.string().min(12),
  plan: z.enum(["trial", "pro"]),
  amountCents: z
    .int()
    .refine(
      (cents) => cents >= 500 && cents <= 50_000,
      refusal({ code: "amount_bounds", parameters: { leastCents: 500, mostCents: 50_000 } }),
    ),
  diskGb: z.int().min(10).max(2000),
  until: z.union([z.literal(""), z.iso.date()]),
  note: z.string().max(120),
  consent: z.literal(true),
  answer: z.enum(["accepted", "email", "conflict", "none"]),
});
