"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useHistoryWindow } from "@/components/charts/window/use-history-window";
import { useTRPC } from "@/components/trpc/provider";
import { useLastKnown } from "@/components/trpc/use-last-known";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Benchmark } from "@/domain/gpu/figures/benchmark";
import type { LeastFigures } from "@/domain/gpu/figures/ranked-figures";
import type { Gpu } from "@/domain/gpu/gpu";
import { GpuHistory } from "../history/gpu-history";
import { IndexHistory } from "../index-history/index-history";
import { IndexMoves } from "../index-history/index-moves";
import { CardFacts } from "./card-facts";
import { ExcludedOffers } from "./excluded-offers";
import { IndexForecastCard } from "./index-forecast";
import { IndexHeader } from "./index-header";
import { IndexProviders } from "./index-providers";

type GpuViewProps = {
  gpu: Gpu;
  /** null = no data sheet that we could verify. */
  sheet: Benchmark | null;
  least: LeastFigures;
};

/**
 * Everything known about the price of one GPU. Choosing another window loads it; the current figures stay until it arrives, and
 * if it fails.
 */
export function GpuView({ gpu, sheet, least }: GpuViewProps) {
  const t = useTranslations("gpus");
  const trpc = useTRPC();
  const [window, chooseWindow] = useHistoryWindow();
  const { data, isError, isPlaceholderData, refetch } = useQuery({
    ...trpc.index.gpu.queryOptions({ gpu: gpu.id, window }),
    placeholderData: keepPreviousData,
  });
  const index = useLastKnown(data);
  const failed = (
    <Notice
      tone="danger"
      action={
        <Button size="compact" onClick={() => void refetch()}>
          {t("history.retry")}
        </Button>
      }
    >
      {t("history.failed")}
    </Notice>
  );
  // The server sends the first window with the page, so the first render already has an index.
  if (index === undefined) return isError ? failed : <Skeleton className="h-96" />;
  const missing = isError ? failed : <Skeleton className="h-full" />;
  const placeholder = data === undefined || isPlaceholderData ? missing : null;
  return (
    <article className="flex flex-col gap-4">
      <nav aria-label={t("path")} className="text-13 text-muted">
        <ol className="flex flex-wrap items-center gap-x-2">
          <li>
            <Link
              href="/gpus"
              className="inline-flex min-h-6 items-center hover:text-text hover:underline touch-target"
            >
              {t("title")}
            </Link>
          </li>
          <li aria-hidden="true">/</li>
          <li aria-current="page">{gpu.model}</li>
        </ol>
      </nav>
      <IndexHeader gpu={gpu} index={index} />
      <IndexMoves index={index} window={window} chooseWindow={chooseWindow} placeholder={placeholder} />
      {!(placeholder && isError) && <IndexHistory index={index} placeholder={placeholder} />}
      <GpuHistory gpuId={gpu.id} title={t("providersOverTime")} />
      <IndexForecastCard index={index} />
      <IndexProviders index={index} />
      <ExcludedOffers index={index} />
      <CardFacts gpu={gpu} sheet={sheet} least={least} />
    </article>
  );
}
