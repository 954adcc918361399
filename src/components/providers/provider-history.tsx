"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { GpuHistory } from "@/components/gpus/history/gpu-history";
import { useTRPC } from "@/components/trpc/provider";
import { Select } from "@/components/ui/select";
import { gpuById } from "@/domain/gpu/gpu";
import type { Profile } from "./profile";

/** What the provider has asked for one of its GPUs over time; nothing for one that rents none by the hour. */
export function ProviderHistory({ profile }: { profile: Profile }) {
  const t = useTranslations("providers.history");
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(
    trpc.offers.search.queryOptions({ provider: profile.provider, group: "gpu" }),
  );
  const gpuIds = data.groups.map(({ key }) => key);
  const [chosen, choose] = useState<string | null>(null);
  const gpuId = gpuIds.find((id) => id === chosen) ?? gpuIds[0];
  if (gpuId === undefined) return null;
  return (
    <GpuHistory
      gpuId={gpuId}
      provider={profile.provider}
      title={t("title")}
      controls={
        <Select
          className="sm:w-56"
          aria-label={t("gpu")}
          value={gpuId}
          onChange={(event) => choose(event.target.value)}
        >
          {gpuIds.map((id) => (
            <option key={id} value={id}>
              {gpuById(id)?.model ?? id}
            </option>
          ))}
        </Select>
      }
    />
  );
}
