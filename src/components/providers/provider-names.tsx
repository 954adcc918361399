"use client";

import { createContext, type ReactNode, useContext } from "react";

/** A provider as people know it. */
export type ProviderName = { slug: string; name: string };

const ProviderNamesContext = createContext<readonly ProviderName[] | null>(null);

type ProviderNamesProps = { names: readonly ProviderName[]; children: ReactNode };

/** Hands the names of all providers down: the adapters say them, and those never leave the server. */
export function ProviderNamesProvider({ names, children }: ProviderNamesProps) {
  return <ProviderNamesContext value={names}>{children}</ProviderNamesContext>;
}

/** All providers, in alphabetical order of their slugs. */
export function useProviderNames(): readonly ProviderName[] {
  const names = useContext(ProviderNamesContext);
  if (names === null) throw new Error("the root layout provides the names of providers");
  return names;
}

/** From a slug the name people know, or the slug itself for a provider that there is no longer. */
export function useProviderName(): (slug: string) => string {
  const names = useProviderNames();
  return (slug) => names.find((provider) => provider.slug === slug)?.name ?? slug;
}
