"use client";

import { useEffect, useRef, useState } from "react";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { type CriterionId, criterionIds, presets, type Weights } from "@/domain/ranking/ranking-criteria";
import { changeSearch } from "../use-market-url";
import { percentWeights, withPercent } from "./percent-weights";

const URL_AFTER_MS = 150;

/** Weights in percent: the sliders show them at once, the URL shortly after the last movement. */
export function useWeightDraft({ weights, preset }: OfferSearch, onMove: () => void) {
  const asked = percentWeights(weights ?? presets[preset]);
  const [draft, setDraft] = useState<Weights | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const askedText = textOf(asked);
  // The URL has changed. It is authoritative unless a change of ours is still pending.
  useEffect(() => {
    if (askedText !== "" && timer.current === undefined) setDraft(null);
  }, [askedText]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function move(criterion: CriterionId, percent: number): void {
    const next = withPercent(draft ?? asked, criterion, percent);
    setDraft(next);
    onMove();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      changeSearch({ weights: next }, weights === null ? "push" : "replace");
    }, URL_AFTER_MS);
  }

  return { percents: draft ?? asked, move };
}

function textOf(weights: Weights): string {
  return criterionIds.map((id) => weights[id]).join();
}
