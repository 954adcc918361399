import { providers } from "./registry";

/** A provider as people know it. `slug` is the key everywhere. */
export type ProviderName = { slug: string; name: string; website: string };

/** Every provider that there is, in alphabetical order of the slugs. */
export const providerNames: readonly ProviderName[] = providers.map(({ slug, name, website }) => ({
  slug,
  name,
  website,
}));

const bySlug = new Map(providerNames.map((provider) => [provider.slug, provider]));

/** The name people know, or the slug itself for a provider that there is no longer. */
export function providerName(slug: string): string {
  return bySlug.get(slug)?.name ?? slug;
}
