"use client";

import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useFreshOnEvents } from "@/components/realtime/use-fresh-on-events";
import { useTRPC } from "@/components/trpc/provider";
import { DataList } from "@/components/ui/data-table/data-list";
import { plainModel } from "@/components/ui/data-table/plain-model";
import { useProviderColumns } from "./provider-columns";

/** Every provider with what it offers by its API and how its feed fares, read again whenever one has been polled. */
export function ProvidersView() {
  const t = useTranslations("providers");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: profiles } = useSuspenseQuery(trpc.providers.all.queryOptions());
  useFreshOnEvents({
    concerns: ({ type }) => type === "provider.health",
    refresh: () => void queries.invalidateQueries(trpc.providers.all.queryFilter()),
  });
  const model = plainModel(useProviderColumns(), profiles);
  const renting = profiles.filter(({ abilities }) => abilities?.rents != null).length;
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-col gap-1">
        <h1 className="text-20 tracking-tight sm:text-28">{t("title")}</h1>
        <p className="max-w-prose text-13 text-muted">{t("lead", { count: profiles.length, renting })}</p>
      </header>
      <DataList
        model={model}
        label={t("title")}
        tableFrom={1024}
        rowId={({ provider }) => provider}
        rowAttributes={({ provider }) => ({ "data-provider": provider })}
        isLink
        cards={{ figures: "grid-cols-2 gap-x-6", isBeside: true }}
      />
    </div>
  );
}
