"use client";

import { Toast as Radix } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "./button";
import { Icon } from "./icon";
import type { IconName } from "./icon-outlines";

/** A short message about what just happened. A message that must be read, such as an error, belongs in the page. */
export type Toast = {
  tone?: ToastTone;
  title: string;
  body?: string;
  /** One follow-up action, such as "Undo". */
  action?: {
    label: string;
    /** Where the reader can do the same once the toast has closed; read out by assistive technology. */
    elsewhere: string;
    onPress: () => void;
  };
};

export type ToastTone = "done" | "info" | "problem";

const looks = {
  done: { icon: "circle-check", className: "text-accent" },
  info: { icon: "info", className: "text-info" },
  problem: { icon: "circle-alert", className: "text-danger" },
} as const satisfies Record<ToastTone, { icon: IconName; className: string }>;

/** Long enough to read two lines; with an action, long enough to reach it. A problem stays until it is closed. */
const SHOWN_MS = 6000;
const SHOWN_WITH_ACTION_MS = 12_000;
/** More toasts would cover the page, so the oldest is dropped. */
const MAX_TOASTS = 3;

type ShownToast = Toast & { id: number; isOpen: boolean };

const ToastContext = createContext<((toast: Toast) => void) | null>(null);

/** Shows a toast: `const toast = useToast(); toast({ title: t("keyRemoved") })`. @throws {Error} outside a provider. */
export function useToast(): (toast: Toast) => void {
  const show = useContext(ToastContext);
  if (show === null) throw new Error("useToast must be called inside a <ToastProvider>");
  return show;
}

/** Shows the toasts of its descendants. Their timers pause on hover and focus, and F8 moves the focus to them. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("forms.toast");
  const [toasts, setToasts] = useState<ShownToast[]>([]);
  const nextId = useRef(0);
  const show = useCallback((toast: Toast) => {
    nextId.current += 1;
    const shown = { ...toast, id: nextId.current, isOpen: true };
    setToasts((now) => [...now.filter(({ isOpen }) => isOpen), shown].slice(-MAX_TOASTS));
  }, []);
  const close = (id: number) =>
    setToasts((now) => now.map((one) => (one.id === id ? { ...one, isOpen: false } : one)));
  return (
    <ToastContext value={show}>
      <Radix.Provider label={t("label")} swipeDirection="right">
        {children}
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} closeLabel={t("close")} onClose={() => close(toast.id)} />
        ))}
        <Radix.Viewport
          label={t("region", { hotkey: "{hotkey}" })}
          className="fixed right-0 bottom-16 z-50 flex w-[min(26rem,100vw)] flex-col gap-2 p-4 outline-none lg:bottom-0"
        />
      </Radix.Provider>
    </ToastContext>
  );
}

type ToastCardProps = { toast: ShownToast; closeLabel: string; onClose: () => void };

function ToastCard({ toast, closeLabel, onClose }: ToastCardProps) {
  const { tone = "done", title, body, action, isOpen } = toast;
  const { icon, className } = looks[tone];
  return (
    <Radix.Root
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      type={tone === "problem" ? "foreground" : "background"}
      duration={durationOf(toast)}
      className="flex items-start gap-2.5 rounded-card border border-border-strong bg-raised py-2.5 pr-2 pl-3 text-14 data-[state=open]:animate-appear data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x)"
    >
      <Icon name={icon} className={`mt-[7px] ${className}`} />
      <div className="min-w-0 flex-1 py-1">
        <Radix.Title className="font-medium">{title}</Radix.Title>
        {body && <Radix.Description className="text-13 text-muted">{body}</Radix.Description>}
      </div>
      {action && (
        <Radix.Action altText={action.elsewhere} asChild>
          <Button size="compact" className="mt-0.5" onClick={action.onPress}>
            {action.label}
          </Button>
        </Radix.Action>
      )}
      <Radix.Close
        aria-label={closeLabel}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-muted hover:bg-hover touch-target"
      >
        <Icon name="x" size={14} />
      </Radix.Close>
    </Radix.Root>
  );
}

function durationOf({ tone, action }: Toast): number {
  if (tone === "problem") return Number.POSITIVE_INFINITY;
  return action ? SHOWN_WITH_ACTION_MS : SHOWN_MS;
}
