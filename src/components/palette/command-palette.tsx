"use client";

import { useRouter } from "next/navigation";
import { type ComponentType, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import type { PaletteDialogProps } from "./palette-dialog";
import { useAppleKeyboard, usePaletteKeys } from "./palette-keys";

/**
 * The button and the keys that open the palette. The palette, its GPU table and its matcher load on first use. If the load
 * fails, the button says so and the page keeps working; an import that throws during rendering would break it.
 */
export function CommandPalette() {
  const t = useTranslations("palette");
  const router = useRouter();
  const isApple = useAppleKeyboard();
  const [Palette, setPalette] = useState<ComponentType<PaletteDialogProps> | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);

  async function open(): Promise<void> {
    try {
      const { PaletteDialog } = await import("./palette-dialog");
      setPalette(() => PaletteDialog);
      setIsOpen(true);
      setHasFailed(false);
    } catch {
      setHasFailed(true);
    }
  }

  usePaletteKeys({
    isOpen,
    onToggle: () => (isOpen ? setIsOpen(false) : void open()),
    onGo: (path) => router.push(path),
  });

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts={isApple ? "Meta+K" : "Control+K"}
        onClick={(event) => {
          // Safari does not focus a clicked button, and the dialog returns the focus to the element that had it.
          event.currentTarget.focus();
          void open();
        }}
        className="inline-flex h-8 min-w-8 items-center justify-center gap-2 rounded-control border border-border-control px-2 text-13 whitespace-nowrap text-muted transition-colors hover:bg-hover hover:text-text touch-target"
      >
        <Icon name="search" />
        <span className="max-sm:sr-only">{t("open")}</span>
        <span aria-hidden="true" className="max-md:hidden pointer-coarse:hidden">
          <Kbd>{isApple ? "⌘K" : "Ctrl K"}</Kbd>
        </span>
      </button>
      <span role="status" className={hasFailed ? "text-12 text-danger" : "sr-only"}>
        {hasFailed && t("failed")}
      </span>
      {Palette && <Palette isOpen={isOpen} onClose={() => setIsOpen(false)} />}
    </>
  );
}
