"use client";

import { useState } from "react";
import { Button } from "./button";
import { Icon } from "./icon";

type CopyButtonProps = { text: string; label: string; copiedLabel: string };

/** Copies an id or a command and confirms it. If the browser forbids this, the text beside it can still be selected. */
export function CopyButton({ text, label, copiedLabel }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    } catch {
      setIsCopied(false);
    }
  }
  return (
    <Button tone="quiet" size="compact" onClick={copy} onBlur={() => setIsCopied(false)}>
      <Icon name={isCopied ? "check" : "copy"} size={14} />
      <span aria-live="polite">{isCopied ? copiedLabel : label}</span>
    </Button>
  );
}
