"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl/react";

/** The shortest time between two announcements. */
const ANNOUNCE_INTERVAL_MS = 10_000;

/** Announces the number of pending changes to assistive technology, if the reader asked for it. */
export function Announcer({ pendingChanges }: { pendingChanges: number }) {
  const t = useTranslations("offers");
  const [announced, setAnnounced] = useState(0);
  const announce = useEffectEvent(() => setAnnounced(pendingChanges));
  useEffect(() => {
    const timer = setInterval(() => announce(), ANNOUNCE_INTERVAL_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p aria-live="polite" className="sr-only">
      {announced > 0 ? t("updatesWaiting", { count: announced }) : ""}
    </p>
  );
}
