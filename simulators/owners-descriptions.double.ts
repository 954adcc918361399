import { type Check, readDescription } from "./api-description.double";
import type { FeedRequest, Reply } from "./reply";

/** Owners' descriptions, by provider: their file, and what stands before their paths. */
const descriptions: Readonly<Record<string, readonly [file: string, prefix: string]>> = {
  fireworks: ["fireworks.openapi.yml", ""],
  lambda: ["lambda.openapi.json", ""],
  replicate: ["replicate.openapi.yml", "/v1"],
  runpod: ["runpod-v2.openapi.json", ""],
  shadeform: ["shadeform.openapi.yml", "/v1"],
  together: ["together.openapi.yaml", "/v1"],
  vastai: ["vastai.openapi.yaml", ""],
};
/** Calls that the owners leave out of their descriptions, and why we make them all the same. */
const undescribed: readonly RegExp[] = [
  // Together: the description of 2026-04 is of version 1 alone; the list of types with regions and headroom is version 2.
  /^GET \/v2\/public\/inference-instance-types: not described/,
  // RunPod's keyless prices and its spot pods are GraphQL, which the description of its REST API leaves to another document.
  /^POST \/graphql: not described$/,
  // Replicate's pages are reached by the address in `next`, whose cursor is described nowhere.
  /^GET \/deployments: query: cursor is not described$/,
  // Vast.ai's own example and its clients say "on-demand" where the list of values has "ondemand".
  /^POST \/api\/v0\/bundles: request: \/type /,
  // The two items that its sort order must have are meant of each entry: field and direction.
  /^POST \/api\/v0\/bundles: request: \/order must NOT have fewer than 2 items$/,
  // Ports are a mapping in its list of instances, and clients read the same from a single one; there only numbers are described.
  /^GET \/api\/v0\/instances\/\{id\}: 200: \/instances\/ports must be array$/,
  // Its guide to creating instances makes `env` an object; only the description has a string.
  /^PUT \/api\/v0\/asks\/\{id\}: request: \/env must be string$/,
  // "insufficient_credit" is met in answers; the list of codes has three others.
  /^PUT \/api\/v0\/asks\/\{id\}: 400: \/error /,
];

const checks = new Map<string, Check>();
for (const [slug, [file, prefix]] of Object.entries(descriptions)) {
  const check = readDescription(file, prefix);
  if (check) checks.set(slug, check);
}

/** The file of a provider's description, wherever it lies; null where its owner publishes none. */
export function descriptionOf(slug: string): string | null {
  return descriptions[slug]?.[0] ?? null;
}

export function hasDescription(slug: string): boolean {
  return checks.has(slug);
}

/** What a call breaks in its owner's description, but for what is known; nothing where there is no description. */
export function faultsOf(slug: string, request: FeedRequest, reply: Reply): string[] {
  const faults = checks.get(slug)?.(request, reply) ?? [];
  return faults.filter((fault) => !undescribed.some((known) => known.test(fault)));
}
