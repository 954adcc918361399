import { z } from "zod";

const day = z.iso.date();

/**
 * The days on which something is sold, as its provider documents them. Days are YYYY-MM-DD in UTC, both inclusive; null where the
 * document sets none.
 */
export const validity = z.strictObject({
  firstDay: day.nullable(),
  lastDay: day.nullable(),
  /** What the provider recommends instead, in its own words. */
  replacedBy: z.string().min(1).nullable(),
  /** The document that says so. */
  sourceUrl: z.url({ protocol: /^https$/ }),
  /** Day on which it was read. */
  readOn: day,
});
export type Validity = z.infer<typeof validity>;

/** YYYY-MM-DD in UTC. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** Whether something is sold on the day of `now`. Without documented days it is. */
export function inForce(validity: Pick<Validity, "firstDay" | "lastDay"> | null, now: Date): boolean {
  if (validity === null) return true;
  const today = dayOf(now);
  const { firstDay, lastDay } = validity;
  return (firstDay === null || firstDay <= today) && (lastDay === null || today <= lastDay);
}

/** Whether something was sold once and no longer is. */
export function hasEnded(validity: Pick<Validity, "lastDay"> | null, now: Date): boolean {
  return validity !== null && validity.lastDay !== null && validity.lastDay < dayOf(now);
}

/** The first instant at which it is no longer sold; null for something without a last day. */
export function endOf(validity: Pick<Validity, "lastDay"> | null): Date | null {
  if (validity === null || validity.lastDay === null) return null;
  return new Date(Date.parse(`${validity.lastDay}T00:00:00Z`) + DAY_MS);
}

const DAY_MS = 86_400_000;
