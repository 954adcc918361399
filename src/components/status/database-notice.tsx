"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { formatInstant } from "@/components/format/age";
import { Notice } from "@/components/ui/notice";
import { useDatabaseAway } from "./use-database-away";

type DatabaseNoticeProps = {
  /** Whether the page has what was read before the database went away. */
  isKnown: boolean;
};

/** Says that our database is away and since when; nothing while it answers. When it is back, the page is read again. */
export function DatabaseNotice({ isKnown }: DatabaseNoticeProps) {
  const t = useTranslations("status.database");
  const awaySince = useDatabaseAway();
  useRefreshOnReturn(awaySince !== null);
  if (awaySince === null) return null;
  return (
    <Notice tone="danger">
      {t.rich(isKnown ? "away" : "awayUnknown", {
        instant: () => <time className="whitespace-nowrap">{formatInstant(awaySince)}</time>,
      })}
    </Notice>
  );
}

function useRefreshOnReturn(isAway: boolean): void {
  const router = useRouter();
  const wasAway = useRef(isAway);
  useEffect(() => {
    if (wasAway.current && !isAway) router.refresh();
    wasAway.current = isAway;
  }, [isAway, router]);
}
