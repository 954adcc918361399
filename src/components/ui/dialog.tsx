"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

type DialogProps = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  closeLabel: string;
  /** "center" is for questions and messages; "right" and "bottom" are sheets for filters and details. */
  placement?: "center" | "right" | "bottom";
  /** Beside the button that closes it: small controls of what is shown. */
  controls?: ReactNode;
  children: ReactNode;
  /** The actions, which stay visible below the scrolling content. */
  footer?: ReactNode;
  /** An alert dialog that requires an answer: a click outside does not close it. */
  isAlert?: boolean;
  /** The id of the sentence that assistive technology reads after the title. */
  describedBy?: string;
};

const placements = {
  center: "m-auto w-[min(32rem,calc(100vw-2rem))] max-h-[calc(100dvh-4rem)] rounded-card",
  right: "ml-auto mr-0 my-0 h-dvh max-h-dvh w-[min(24rem,100vw)]",
  bottom: "mt-auto mb-0 mx-0 w-screen max-w-none max-h-[85dvh] rounded-t-card",
} as const;

/**
 * The browser's modal dialog. It provides the focus trap, Escape and inertness of the page, and needs no style element; the
 * scroll lock of a library inserts one, which the Content-Security-Policy refuses.
 */
export function Dialog({
  isOpen,
  onClose,
  title,
  closeLabel,
  placement = "center",
  controls,
  children,
  footer,
  isAlert = false,
  describedBy,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen && dialog.current && !dialog.current.open) {
      dialog.current.showModal();
      // React writes no autofocus attribute, and its `autoFocus` runs before the dialog is shown.
      dialog.current.querySelector<HTMLElement>("[data-first-focus]")?.focus();
    }
    if (!isOpen) dialog.current?.close();
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keyboard users close it with Escape, which the dialog handles itself
    <dialog
      ref={dialog}
      role={isAlert ? "alertdialog" : undefined}
      aria-label={title}
      aria-describedby={describedBy}
      onClose={onClose}
      onClick={(event) => !isAlert && event.target === dialog.current && dialog.current.close()}
      className={classNames("border bg-raised p-0 text-text backdrop:bg-scrim", placements[placement])}
    >
      {isOpen && (
        <div className="flex max-h-[inherit] min-h-full flex-col">
          <div className="flex items-center justify-between gap-4 border-b px-4 py-3">
            <h2 className="text-16">{title}</h2>
            <div className="flex shrink-0 items-center gap-1">
              {controls}
              <button
                type="button"
                aria-label={closeLabel}
                onClick={() => dialog.current?.close()}
                className="inline-flex size-8 items-center justify-center rounded-control text-muted hover:bg-hover touch-target"
              >
                <Icon name="x" />
              </button>
            </div>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
          {footer && <footer className="flex justify-end gap-2 border-t px-4 py-3">{footer}</footer>}
        </div>
      )}
    </dialog>
  );
}
