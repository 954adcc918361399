import { type Check, readDescription } from "./api-description.double";
import { cloudBySlug, clouds } from "./registry";
import type { FeedRequest, Reply } from "./reply";

const checks = new Map<string, Check>();
for (const { slug, traits } of clouds) {
  const described = traits.vendorDescription;
  const check = described ? readDescription(described.file, described.pathPrefix) : null;
  if (check) checks.set(slug, check);
}

/** The file name of a provider's description; null if the vendor publishes none. */
export function descriptionOf(slug: string): string | null {
  return cloudBySlug(slug)?.traits.vendorDescription?.file ?? null;
}

export function hasDescription(slug: string): boolean {
  return checks.has(slug);
}

/** Differences between a call and the vendor's description, without the known ones. Empty if there is no description. */
export function faultsOf(slug: string, request: FeedRequest, reply: Reply): string[] {
  const known = cloudBySlug(slug)?.traits.vendorDescription?.knownDifferences ?? [];
  const faults = checks.get(slug)?.(request, reply) ?? [];
  return faults.filter((fault) => !known.some((difference) => difference.test(fault)));
}
