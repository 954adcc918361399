"use client";

import { useTranslations } from "use-intl/react";
import { QueryProvider } from "@/components/trpc/provider";
import { Dialog } from "@/components/ui/dialog";
import { PaletteList } from "./palette-list";

export type PaletteDialogProps = { isOpen: boolean; onClose: () => void };

/**
 * The header is outside the query cache of the pages, so the palette keeps a separate one for the lifetime of the header. The
 * section has no name and is no landmark: it keeps the dialog's header from counting as a second banner.
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
