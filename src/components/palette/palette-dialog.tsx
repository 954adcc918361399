"use client";

import { useTranslations } from "use-intl/react";
import { QueryProvider } from "@/components/trpc/provider";
import { Dialog } from "@/components/ui/dialog";
import { PaletteList } from "./palette-list";

export type PaletteDialogProps = { isOpen: boolean; onClose: () => void };

/**
 * The header stands outside the pages' query cache, so the palette keeps its own for as long as the header stands.
 * The section has no name and is no landmark: it keeps the dialog's head from counting as a second banner of the page.
 */
export function PaletteDialog({ isOpen, onClose }: PaletteDialogProps) {
  const t = useTranslations("palette");
  return (
    <QueryProvider>
      <section className="contents">
        <Dialog isOpen={isOpen} onClose={onClose} title={t("title")} closeLabel={t("close")}>
          <PaletteList onClose={onClose} />
        </Dialog>
      </section>
    </QueryProvider>
  );
}
