import { type Check, readDescription } from "./api-description.double";
import { cloudBySlug, clouds } from "./registry";
import type { FeedRequest, Reply } from "./reply";

const checks = new Map<string, Check>();
for (const { slug, traits } of clouds) {
  const described = traits.ownersDescription;
  const check = described ? readDescription(described.file, described.pathPrefix) : null;
  if (check) checks.set(slug, check);
}

/** The file of a provider's description, wherever it lies; null where its owner publishes none. */
export function descriptionOf(slug: string): string | null {
  return cloudBySlug(slug)?.traits.ownersDescription?.file ?? null;
}

export function hasDescription(slug: string): boolean {
  return checks.has(slug);
}

/** Where a call departs from its owner's description, known differences aside; empty where there is no description. */
export function faultsOf(slug: string, request: FeedRequest, reply: Reply): string[] {
  const known = cloudBySlug(slug)?.traits.ownersDescription?.knownDifferences ?? [];
  const faults = checks.get(slug)?.(request, reply) ?? [];
  return faults.filter((fault) => !known.some((difference) => difference.test(fault)));
}
