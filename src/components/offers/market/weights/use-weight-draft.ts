"use client";

import { useEffect, useRef, useState } from "react";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { type CriterionId, criterionIds, presets, type Weights } from "@/domain/ranking/ranking-criteria";
import { changeSearch } from "../use-market-url";
import { percentWeights, withPercent } from "./percent-weights";

const URL_AFTER_MS = 150;

/** Weights in percent: what the sliders show at once, and the address shortly after the hand has come to rest. */
export function useWeightDraft({ weights, preset }: OfferSearch, onMove: () => void) {
  const asked = percentWeights(weights ?? presets[preset]);
  const [draft, setDraft] = useState<Weights | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const askedText = textOf(asked);
  // The address has changed, by our hand or by another: it is the truth unless a change of ours is still to come.
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
