"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import type { ButtonSize, ButtonTone } from "@/components/ui/button-style";
import { Icon } from "@/components/ui/icon";
import { useFormContext } from "./form-context";

type SubmitButtonProps = {
  tone?: ButtonTone;
  size?: ButtonSize;
  className?: string;
  /** The verb with its amount: "Pay $46.00". */
  children: ReactNode;
};

/** Sends the form around it. While that is under way it keeps the focus and does nothing: a disabled button would lose it. */
export function SubmitButton({ tone = "primary", size, className, children }: SubmitButtonProps) {
  const t = useTranslations("forms");
  const { isSubmitting } = useFormContext();
  return (
    <Button
      type="submit"
      tone={tone}
      size={size}
      className={className}
      aria-disabled={isSubmitting || undefined}
    >
      {isSubmitting && <Icon name="loader" size={14} className="animate-turn" />}
      {children}
      <span role="status" className="sr-only">
        {isSubmitting ? t("sending") : ""}
      </span>
    </Button>
  );
}
