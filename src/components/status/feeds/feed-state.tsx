"use client";

import { useTranslations } from "use-intl";
import { StatePill, type StateTone } from "@/components/ui/state-pill";
import { conditionOf, type Feed, type FeedCondition } from "./feed";

const tones = {
  fresh: "good",
  stale: "warning",
  hidden: "bad",
  unknown: "warning",
  failing: "bad",
  key_refused: "bad",
  never: "waiting",
  list: "off",
  unpriced: "off",
} as const satisfies Record<FeedCondition, StateTone>;

/** The state of a feed in a word; why, on hover and in the legend. */
export function FeedState({ feed }: { feed: Feed }) {
  const t = useTranslations("status.states");
  const condition = conditionOf(feed);
  return (
    <StatePill state={tones[condition]} title={t(`${condition}Why`)}>
      {t(condition)}
    </StatePill>
  );
}
