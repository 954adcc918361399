import { aws } from "./aws";
import { azure } from "./azure";
import type { Provider } from "./contract";
import { runpod } from "./runpod";
import { vastai } from "./vastai";
import { vultr } from "./vultr";

/** Every provider there is: one line here, one adapter, one fixture. A test checks that the three agree. */
export const providers: readonly Provider[] = [aws, azure, runpod, vastai, vultr];

/** The provider with this slug, or null. */
export function providerBySlug(slug: string): Provider | null {
  return providers.find((provider) => provider.slug === slug) ?? null;
}
