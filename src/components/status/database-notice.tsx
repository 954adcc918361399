"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { useTRPC } from "@/components/trpc/provider";
import { Notice } from "@/components/ui/notice";

const ASK_AGAIN_MS = 5000;

/** Says that our database is away and since when; nothing while it answers. No event tells of its return, so it asks. */
export function DatabaseNotice() {
  const t = useTranslations("status.database");
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.providers.database.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.awaySince ? ASK_AGAIN_MS : false),
  });
  if (!data?.awaySince) return null;
  return <Notice tone="danger">{t("away", { instant: formatInstant(data.awaySince) })}</Notice>;
}
