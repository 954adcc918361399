"use client";

import { useTranslations } from "use-intl/react";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import type { OfferSearch } from "@/domain/offer/offer-search";
import { changeView } from "../use-market-url";
import { useExplanation, WhyPanel } from "./why-panel";

type WhyProps = {
  search: OfferSearch;
  /** null = the first. */
  offerId: string | null;
  /** The id of the offer at a place of the order on the screen, counted from 1, if it has been read. */
  idAt: (place: number) => string | null;
};

/** The explanation beside the table. */
export function WhyAside({ search, offerId, idAt }: WhyProps) {
  const t = useTranslations("offers");
  const title = useTitle(search, offerId);
  return (
    <aside
      aria-label={t("why.title")}
      className="hidden w-[452px] shrink-0 flex-col overflow-hidden rounded-card border border-border-strong bg-surface xl:flex"
    >
      <header className="flex h-11 shrink-0 items-center gap-1 border-b pr-2 pl-4">
        <h2 className="mr-auto text-14">{title}</h2>
        <Steps search={search} offerId={offerId} idAt={idAt} />
        <IconButton label={t("close")} icon="x" onClick={() => changeView({ why: null }, "push")} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <WhyPanel search={search} offerId={offerId} />
      </div>
    </aside>
  );
}

/** The explanation in a sheet over the page, for screens without space beside the table. */
export function WhySheet({ search, offerId, idAt }: WhyProps) {
  const t = useTranslations("offers");
  const title = useTitle(search, offerId);
  return (
    <Dialog
      isOpen
      onClose={() => changeView({ why: null })}
      title={title}
      closeLabel={t("close")}
      placement="right"
      controls={<Steps search={search} offerId={offerId} idAt={idAt} />}
    >
      <div className="-mx-4 -mt-4">
        <WhyPanel search={search} offerId={offerId} />
      </div>
    </Dialog>
  );
}

/** "Why is this 7th?", or "Why does this share 6th?" where others have its score, as soon as the place is known. */
function useTitle(search: OfferSearch, offerId: string | null): string {
  const t = useTranslations("offers.why");
  const { data } = useExplanation(search, offerId);
  if (!data) return t("title");
  const isShared = data.order === "score" && data.sharedWith > 0;
  return isShared
    ? t("questionShared", { place: data.offer.rank })
    : t("question", { place: data.offer.place });
}

/** To the offer above and below in the order, while the panel stays open. */
function Steps({ search, offerId, idAt }: WhyProps) {
  const t = useTranslations("offers.why");
  const { data } = useExplanation(search, offerId);
  const place = data?.offer.place ?? 1;
  const [above, below] = [idAt(place - 1), idAt(place + 1)];
  return (
    <>
      <IconButton
        label={t("above")}
        icon="arrow-up"
        onClick={above === null ? undefined : () => changeView({ why: above })}
      />
      <IconButton
        label={t("below")}
        icon="arrow-down"
        onClick={below === null ? undefined : () => changeView({ why: below })}
      />
    </>
  );
}

type IconButtonProps = {
  label: string;
  icon: "x" | "arrow-up" | "arrow-down";
  onClick: (() => void) | undefined;
};

function IconButton({ label, icon, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={onClick === undefined}
      onClick={onClick}
      className="inline-flex size-7 items-center justify-center rounded-control text-muted hover:bg-hover disabled:opacity-40 touch-target"
    >
      <Icon name={icon} size={14} />
    </button>
  );
}
