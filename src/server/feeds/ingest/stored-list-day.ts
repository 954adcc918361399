import { Prisma } from "@/generated/prisma/client";

type StoredListDay = { listedOn: Date | null; latestListedOn: Date | null };

/** The day or span of a stored offer's list, in the form of `domain/offer/list-day.ts`; null where its feed states the price. */
export function storedListDay({ listedOn, latestListedOn }: StoredListDay): string | null {
  if (listedOn === null) return null;
  return [listedOn, ...(latestListedOn === null ? [] : [latestListedOn])].map(dayOf).join("/");
}

/** {@link storedListDay} as a field that is absent where there is none. */
export function listedOnOf(stored: StoredListDay): { listedOn?: string } {
  const listedOn = storedListDay(stored);
  return listedOn === null ? {} : { listedOn };
}

/** {@link storedListDay} in SQL, of a row of `offers` or `token_offers`. */
export const listDaySql = Prisma.raw("nullif(concat_ws('/', listed_on, latest_listed_on), '')");

function dayOf(stored: Date): string {
  return stored.toISOString().slice(0, 10);
}
