const units = [
  { unit: "d", ms: 86_400_000 },
  { unit: "h", ms: 3_600_000 },
  { unit: "min", ms: 60_000 },
  { unit: "s", ms: 1000 },
] as const;

/**
 * An age in its largest whole unit, with symbols that English and Spanish share: "40 s", "3 min", "2 h", "5 d".
 *
 * A clock slightly ahead of ours gives a negative age, which counts as zero; see `freshnessOf` for a time in the future. The
 * dictionary adds "ago" or "hace".
 */
export function formatAge(ageMs: number): string {
  const age = Math.max(0, ageMs);
  for (const { unit, ms } of units) if (age >= ms) return `${Math.floor(age / ms)} ${unit}`;
  return "0 s";
}

/** Milliseconds from an ISO instant to `now`; null when there is no instant. */
export function ageMsOf(observedAt: string | null, now: Date): number | null {
  if (observedAt === null) return null;
  return now.getTime() - new Date(observedAt).getTime();
}

/** An instant for a tooltip, in UTC and labelled so: "2026-11-23 04:41:07 UTC". */
export function formatInstant(at: string | Date): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
