"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl/react";

/** The shortest time between two announcements. */
const EVERY_MS = 10_000;

/** Announces the number of pending changes to assistive technology, if the reader asked for it. */
export function Announcer({ pendingChanges }: { pendingChanges: number }) {
  const t = useTranslations("offers");
  const [said, setSaid] = useState(0);
  const say = useEffectEvent(() => setSaid(pendingChanges));
  useEffect(() => {
    const timer = setInterval(() => say(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p aria-live="polite" className="sr-only">
      {said > 0 ? t("updatesWaiting", { count: said }) : ""}
    </p>
  );
}
