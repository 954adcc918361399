"use client";

import { useTranslations } from "use-intl";
import { FeedState } from "@/components/status/feeds/feed-state";
import { Icon } from "@/components/ui/icon";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { SourceBadge } from "@/components/ui/source-badge";
import type { Profile } from "./profile";

/** Who it is, how its feed stands, and where one can check what we say. */
export function ProviderHeader({ profile }: { profile: Profile }) {
  const [t, words] = [useTranslations("providers"), useTranslations("source")];
  const links = [
    ["website", profile.website],
    ["pricing", profile.pricingUrl],
    ["docs", profile.docsUrl],
  ] as const;
  return (
    <header className="flex flex-col gap-4 rounded-card border bg-surface p-4 sm:flex-row sm:items-center sm:justify-between sm:p-5">
      <div className="flex items-center gap-3">
        <ProviderMonogram slug={profile.provider} name={profile.name} size={40} />
        <div className="flex flex-col gap-1">
          <h1 className="text-20 tracking-tight sm:text-28">{profile.name}</h1>
          <div className="flex flex-wrap items-center gap-2">
            <FeedState feed={profile} />
            {profile.source === "simulated" && (
              <SourceBadge source="simulated" title={words("simulatedTitle")}>
                {words("simulated")}
              </SourceBadge>
            )}
          </div>
        </div>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-13">
        {links.map(([name, url]) =>
          url === null ? null : (
            <li key={name}>
              <a
                href={url}
                target="_blank"
                rel="noreferrer"
                className="inline-flex items-center gap-1 text-muted underline-offset-2 hover:text-text hover:underline touch-target"
              >
                {t(`links.${name}`)}
                <Icon name="external-link" size={14} />
              </a>
            </li>
          ),
        )}
      </ul>
    </header>
  );
}
