"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl/react";

/** No more often than this is a change read out. */
const EVERY_MS = 10_000;

/** Reads out, for who asked for it, how many changes wait. */
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
