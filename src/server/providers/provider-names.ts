import { providers } from "./registry";

/** A provider's public name. `slug` is the key everywhere. */
export type ProviderName = { slug: string; name: string; website: string };

/** Every provider, in alphabetical order of the slugs. */
export const providerNames: readonly ProviderName[] = providers.map(({ slug, name, website }) => ({
  slug,
  name,
  website,
}));

const bySlug = new Map(providerNames.map((provider) => [provider.slug, provider]));

/** The name that people know, or the slug itself for a provider that no longer exists. */
export function providerName(slug: string): string {
  return bySlug.get(slug)?.name ?? slug;
}
