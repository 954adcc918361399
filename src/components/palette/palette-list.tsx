"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { linksFrom } from "@/components/offers/offer-links";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { ProviderMonogram } from "@/components/ui/provider-monogram";
import { linksHere, type PaletteEntry, usePaletteGroups } from "./palette-entries";
import { OfferLine, useFoundOffers } from "./palette-offers";

const groupStyle = "p-1.5 **:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:py-1 text-12 text-muted";
const itemStyle =
  "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2 py-1 text-14 text-text -outline-offset-1 outline-accent data-[selected=true]:bg-hover data-[selected=true]:outline pointer-coarse:min-h-11";

/**
 * The search field and its results. We match and sort, not cmdk: the server has already matched the offers, and one list needs
 * one order.
 */
export function PaletteList({ onClose }: { onClose: () => void }) {
  const t = useTranslations("palette");
  const router = useRouter();
  const [text, setText] = useState("");
  const wanted = text.trim();
  const groups = usePaletteGroups(text);
  const found = useFoundOffers(text);
  const count = groups.reduce((sum, { entries }) => sum + entries.length, found.offers.length);

  // Close first: the dialog must return the focus before the page changes.
  function close(choose: () => void): () => void {
    return () => {
      onClose();
      choose();
    };
  }

  return (
    <Command shouldFilter={false} vimBindings={false} loop label={t("field")} className="-m-4 outline-none">
      <div className="flex items-center gap-2 border-b px-4 focus-within:border-accent">
        <Icon name="search" className="text-muted" />
        <Command.Input
          ref={focusFirst}
          value={text}
          onValueChange={setText}
          maxLength={100}
          placeholder={t("field")}
          className="h-12 min-w-0 flex-1 bg-transparent text-14 outline-none placeholder:text-faint pointer-coarse:text-16"
        />
      </div>
      <Command.List
        label={t("results")}
        className="h-[min(24rem,50dvh)] overflow-y-auto overscroll-contain outline-none"
      >
        {groups.map(({ name, entries }) => (
          <Command.Group key={name} heading={t(`groups.${name}`)} className={groupStyle}>
            {entries.map((entry) => (
              <Row key={entry.id} id={entry.id} onSelect={close(entry.choose)}>
                <EntryLine entry={entry} />
              </Row>
            ))}
          </Command.Group>
        ))}
        {wanted !== "" && (
          <Command.Group heading={t("groups.offers")} className={groupStyle}>
            {found.offers.map((offer) => (
              <Row
                key={offer.id}
                id={offer.id}
                onSelect={close(() => router.push(linksFrom(found.search).offer(offer.id)))}
              >
                <OfferLine offer={offer} />
              </Row>
            ))}
            <Row
              id="market"
              onSelect={close(() => router.push(linksHere().marketFor({ q: wanted.slice(0, 100) })))}
            >
              <Icon name="search" className="text-muted" />
              <span className="min-w-0 truncate">{t("market", { text: wanted })}</span>
            </Row>
          </Command.Group>
        )}
      </Command.List>
      <div className="flex min-h-9 items-center justify-between gap-4 border-t px-4 text-12 text-muted">
        <p role="status" className={found.state === "failed" ? "text-danger" : undefined}>
          {found.state === "failed" && t("offersFailed")}
          {found.state === "asking" && t("asking")}
          {(found.state === "found" || found.state === "idle") && t("count", { count })}
        </p>
        <p className="flex items-center gap-1.5 whitespace-nowrap pointer-coarse:hidden">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd>
          {t("move")}
          <Kbd>Enter</Kbd>
          {t("choose")}
        </p>
      </div>
    </Command>
  );
}

type RowProps = { id: string; onSelect: () => void; children: ReactNode };

function Row({ id, onSelect, children }: RowProps) {
  return (
    <Command.Item value={id} onSelect={onSelect} className={itemStyle}>
      {children}
    </Command.Item>
  );
}

function EntryLine({ entry: { sign, label, detail, keys } }: { entry: PaletteEntry }) {
  return (
    <>
      {"icon" in sign ? (
        <Icon name={sign.icon} className="text-muted" />
      ) : (
        <ProviderMonogram slug={sign.provider} name={label} size={16} />
      )}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {detail && <span className="text-12 whitespace-nowrap text-muted">{detail}</span>}
      {keys && (
        <span className="flex gap-1 pointer-coarse:hidden">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </>
  );
}

/** The browser's dialog focuses the element that has this attribute; React's `autoFocus` would run too early. */
function focusFirst(field: HTMLInputElement | null): void {
  field?.setAttribute("autofocus", "");
}
