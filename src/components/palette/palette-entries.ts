"use client";

import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { parametersOf } from "@/components/address/use-address";
import { publicSections } from "@/components/layout/sections";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { UI_ONLY_PARAMS } from "@/components/offers/market/view/view-params";
import { linksFrom, type OfferLinks } from "@/components/offers/offer-links";
import { useProviderNames } from "@/components/providers/provider-names";
import { themes } from "@/components/theme/themes";
import type { IconName } from "@/components/ui/icon-outlines";
import { gpus } from "@/domain/gpu/gpu";
import { models } from "@/domain/model/model";
import { type OfferSearch, parseSearch, writeKeptSearch } from "@/domain/offer/offer-search";
import { readScoring, weighingOf } from "@/domain/offer/scoring-search";
import { locales } from "@/locale/locales";
import { sectionKeys } from "./palette-keys";
import { type Matchable, matchEntries } from "./palette-match";
import { sendPreference } from "./palette-preference";

export type PaletteEntry = Matchable & {
  /** Unique in the palette. */
  id: string;
  /** A provider has its monogram instead of a drawing. */
  sign: { icon: IconName } | { provider: string };
  detail?: string;
  /** Keyboard shortcut for the same action. */
  keys?: readonly string[];
  choose: () => void;
};

type GroupName = "pages" | "gpus" | "models" | "providers" | "actions";
export type PaletteGroup = { name: GroupName; entries: readonly PaletteEntry[] };

/** The most rows a group may show for a text; more would push the other groups out of view. */
const MAX_PER_GROUP = 6;
/** Each language by its own name, as in the header. */
const languageNames = { en: "English", es: "Español" } as const;
const themeIcons = { light: "sun", dark: "moon", system: "monitor" } as const;

/**
 * The entries for a text, the group with the best match first. Without a text: pages and actions only, since nobody reads
 * through 150 GPUs or 200 models.
 */
export function usePaletteGroups(text: string): PaletteGroup[] {
  const [pages, cards, weights] = [usePages(), useGpus(), useModels()];
  const [providers, actions] = [useProviders(), useActions()];
  if (text.trim() === "") {
    return [
      { name: "pages", entries: pages },
      { name: "actions", entries: actions },
    ];
  }
  const all = { pages, gpus: cards, models: weights, providers, actions };
  return (["pages", "gpus", "models", "providers", "actions"] as const)
    .map((name) => ({ name, matches: matchEntries(all[name], text).slice(0, MAX_PER_GROUP) }))
    .filter(({ matches }) => matches.length > 0)
    .sort((a, b) => (b.matches[0]?.score ?? 0) - (a.matches[0]?.score ?? 0))
    .map(({ name, matches }) => ({ name, entries: matches.map(({ entry }) => entry) }));
}

function usePages(): PaletteEntry[] {
  const [t, router] = [useTranslations("site.sections"), useRouter()];
  return publicSections.map(({ href, label, icon }) => ({
    id: href,
    label: t(label),
    keywords: [],
    sign: { icon },
    keys: ["g", sectionKeys[href]],
    choose: () => router.push(href),
  }));
}

function useGpus(): PaletteEntry[] {
  const [t, router] = [useTranslations("palette"), useRouter()];
  return gpus.map(({ id, model, vendor, architecture, vramGib }) => ({
    id: `gpu ${id}`,
    label: model,
    keywords: [vendor, architecture],
    sign: { icon: "layers" },
    detail: t("gpuDetail", { architecture, gib: vramGib }),
    choose: () => router.push(linksHere().marketFor({ gpu: [id] })),
  }));
}

function useModels(): PaletteEntry[] {
  const router = useRouter();
  return models.map(({ id, name, developer, family }) => ({
    id: `model ${id}`,
    label: name,
    keywords: [family, developer],
    sign: { icon: "box" },
    detail: developer,
    choose: () => router.push(`/models/${id}`),
  }));
}

function useProviders(): PaletteEntry[] {
  const router = useRouter();
  return useProviderNames().map(({ slug, name }) => ({
    id: `provider ${slug}`,
    label: name,
    keywords: [slug],
    sign: { provider: slug },
    choose: () => router.push(linksHere().marketFor({ provider: [slug] })),
  }));
}

/** Only actions with an effect: the current theme and language are left out. */
function useActions(): PaletteEntry[] {
  const [t, themeWords] = [useTranslations("palette"), useTranslations("site.theme")];
  const [path, currentLocale] = [usePathname(), useCurrentLocale()];
  const currentTheme = document.documentElement.dataset.theme;
  const exporting: PaletteEntry = {
    id: "export",
    label: t("export"),
    keywords: [],
    sign: { icon: "download" },
    choose: () => window.location.assign(exportPath(window.location.search)),
  };
  const choices: PaletteEntry[] = themes
    .filter((theme) => theme !== currentTheme)
    .map((theme) => ({
      id: `theme ${theme}`,
      label: t("theme", { theme: themeWords(theme) }),
      keywords: [theme],
      sign: { icon: themeIcons[theme] },
      choose: () => sendPreference("theme", theme),
    }));
  const languages: PaletteEntry[] = locales
    .filter((locale) => locale !== currentLocale)
    .map((locale) => ({
      id: `language ${locale}`,
      label: t("language", { language: languageNames[locale] }),
      // A reader who needs this may not understand the current language of the page.
      keywords: ["language", "idioma"],
      sign: { icon: "languages" },
      choose: () => sendPreference("locale", locale),
    }));
  return [...(path === "/offers" ? [exporting] : []), ...choices, ...languages];
}

/** Links that keep how the page in this window weighs offers, if it does. */
export function linksHere(): OfferLinks {
  return linksFrom(weighingHere());
}

/** How the page in this window weighs offers, and asks for nothing. */
export function weighingHere(): OfferSearch {
  return weighingOf(readScoring(parametersOf(window.location.search)).search);
}

/** The download of all offers that match the filters in this query. */
function exportPath(query: string): string {
  const { search } = parseSearch(parametersOf(query), UI_ONLY_PARAMS);
  return `/api/v2/offers.csv?${writeKeptSearch({ ...search, group: null, page: 1, limit: 100 })}`;
}
