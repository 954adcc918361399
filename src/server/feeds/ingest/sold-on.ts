import { dayOf } from "@/domain/offer/validity";
import { Prisma } from "@/generated/prisma/client";

/** `inForce` of `domain/offer/validity` as an SQL condition on a row of `offers` or `token_offers`. Days of one form sort as text. */
export function soldOn(now: Date): Prisma.Sql {
  const today = dayOf(now);
  return Prisma.sql`coalesce(validity->>'firstDay', ${today}) <= ${today} and coalesce(validity->>'lastDay', ${today}) >= ${today}`;
}
