"use client";

import { useTranslations } from "use-intl/react";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { changeView } from "../use-market-url";
import { WhyPanel } from "./why-panel";

type WhyProps = { parameters: Record<string, string> };

/** The explanation beside the table. */
export function WhyAside({ parameters }: WhyProps) {
  const t = useTranslations("offers");
  return (
    <aside
      aria-label={t("why.title")}
      className="hidden w-96 shrink-0 flex-col overflow-hidden rounded-card border bg-surface xl:flex"
    >
      <header className="flex h-9 shrink-0 items-center justify-between border-b pr-1 pl-4">
        <h2 className="text-13">{t("why.title")}</h2>
        <button
          type="button"
          aria-label={t("close")}
          onClick={() => changeView({ isWhyOpen: false }, "push")}
          className="inline-flex size-7 items-center justify-center rounded-control text-muted hover:bg-hover"
        >
          <Icon name="x" size={14} />
        </button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        <WhyPanel parameters={parameters} />
      </div>
    </aside>
  );
}

/** The explanation in a sheet over the page, for screens without space beside the table. */
export function WhySheet({ isOpen, parameters }: WhyProps & { isOpen: boolean }) {
  const t = useTranslations("offers");
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => changeView({ isWhyOpen: false })}
      title={t("why.title")}
      closeLabel={t("close")}
      placement="right"
    >
      <WhyPanel parameters={parameters} />
    </Dialog>
  );
}
