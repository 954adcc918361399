import { AppError } from "@/domain/errors";
import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";
import type { PriceKind, Provider, Quirk } from "@/server/providers/contract";
import type { BilledWhenStopped, MachineApi } from "@/server/providers/machines/contract";
import { providerNames } from "@/server/providers/provider-names";
import { providerBySlug } from "@/server/providers/registry";
import { type FeedHealth, feedHealth } from "./health";

/** What the API of a provider supports. `null`: it does not, or there is no adapter that knows. */
export type ProviderAbilities = {
  gpuHour: PriceKind | null;
  millionTokens: PriceKind | null;
  hasStock: boolean;
  hasSpot: boolean;
  rents: MachineApi["rents"] | null;
  canStop: boolean;
  /** What a stopped machine still costs; null if machines cannot be stopped. */
  billedWhenStopped: BilledWhenStopped | null;
  /** Whether its prices can be read without an account. */
  isKeyless: boolean;
};

export type ProviderProfile = FeedHealth & {
  website: string;
  docsUrl: string | null;
  pricingUrl: string | null;
  abilities: ProviderAbilities | null;
};

/** Adds the quirks of the provider: sentences that only its own page has room for. */
export type ProviderDetail = ProviderProfile & { quirks: readonly Quirk[] };

/** Every provider with the health of its feed and its abilities. */
export async function providerProfiles(ctx: Context): Promise<ProviderProfile[]> {
  await authorize(ctx, "market.read");
  const websites = new Map(providerNames.map(({ slug, website }) => [slug, website]));
  return (await feedHealth(ctx)).map((feed) => {
    const adapter = providerBySlug(feed.provider);
    return {
      ...feed,
      website: websites.get(feed.provider) ?? "",
      docsUrl: adapter?.docsUrl ?? null,
      pricingUrl: adapter?.pricingUrl ?? null,
      abilities: adapter && abilitiesOf(adapter),
    };
  });
}

/** @throws {AppError} NOT_FOUND */
export async function providerProfile(ctx: Context, slug: string): Promise<ProviderDetail> {
  await authorize(ctx, "market.read");
  const found = (await providerProfiles(ctx)).find((one) => one.provider === slug);
  if (!found)
    throw new AppError("NOT_FOUND", `no provider ${slug}`, {
      reason: { code: "provider.not_found", parameters: { id: slug } },
    });
  return { ...found, quirks: providerBySlug(slug)?.quirks ?? [] };
}

function abilitiesOf({
  priceKind,
  hasStock,
  hasSpot,
  machines,
  canStop,
  secretNames,
}: Provider): ProviderAbilities {
  return {
    gpuHour: priceKind.gpuHour ?? null,
    millionTokens: priceKind.millionTokens ?? null,
    hasStock,
    hasSpot,
    rents: machines?.rents ?? null,
    canStop,
    billedWhenStopped: machines?.billedWhenStopped ?? null,
    isKeyless: secretNames.length === 0,
  };
}
