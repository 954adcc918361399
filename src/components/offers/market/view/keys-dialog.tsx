"use client";

import { useTranslations } from "use-intl/react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const keys = [
  ["j", "next"],
  ["k", "previous"],
  ["Enter", "open"],
  ["c", "compare"],
  ["w", "why"],
  ["/", "filter"],
  ["?", "help"],
] as const;

type KeysDialogProps = { isOpen: boolean; onClose: () => void };

export function KeysDialog({ isOpen, onClose }: KeysDialogProps) {
  const t = useTranslations("offers.keys");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("title")} closeLabel={t("close")}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-14">
        {keys.map(([key, label]) => (
          <div key={key} className="contents">
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd className="text-muted">{t(label)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
