"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { useTRPC } from "@/components/trpc/provider";
import { Skeleton } from "@/components/ui/skeleton";
import { QueryError } from "../query-error";
import { ContributionBars } from "./contribution-bars";
import { MissingValues } from "./missing-values";
import { SwitchPoints } from "./switch-points";
import { WhySentences } from "./why-sentences";

/** The chart library is large and most visits never open the panel. */
const WeightCurves = dynamic(() => import("./weight-curves").then((module) => module.WeightCurves), {
  ssr: false,
  loading: () => <Skeleton className="h-72" />,
});

/** Why the first offer is first, and what would change that. */
export function WhyPanel({ parameters }: { parameters: Record<string, string> }) {
  const t = useTranslations("offers.why");
  const trpc = useTRPC();
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...trpc.ranking.explain.queryOptions(parameters),
    placeholderData: keepPreviousData,
  });
  if (error) return <QueryError error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <WhySkeleton label={t("loading")} />;
  if (data === null) return <p className="text-13 text-muted">{t("nothing")}</p>;
  return (
    <div className={isPlaceholderData ? "opacity-60 transition-opacity" : "transition-opacity"}>
      <Part title={t("scores")}>
        <ContributionBars why={data} />
      </Part>
      <Part title={t("inWords")}>
        <WhySentences why={data} />
        <MissingValues why={data} />
      </Part>
      <Part title={t("switches")}>
        <SwitchPoints why={data} />
      </Part>
      <Part title={t("curves")}>
        <WeightCurves why={data} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t py-3 first:border-t-0 first:pt-0">
      <h3 className="mb-2 text-12 font-normal text-faint">{title}</h3>
      {children}
    </section>
  );
}

function WhySkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-32" />
      <Skeleton className="h-20" />
      <Skeleton className="h-40" />
      <Skeleton className="h-72" />
    </div>
  );
}
