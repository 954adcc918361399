"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { Input } from "@/components/ui/input";
import { type TokenRatio, tokenRatio } from "@/domain/token-ratio";

type RatioFieldProps = { ratio: TokenRatio; onChange: (ratio: TokenRatio) => void };

/** Input to output tokens of the blended price; half-typed figures wait for their other half. */
export function RatioField({ ratio, onChange }: RatioFieldProps) {
  const t = useTranslations("models.ratio");
  const id = useId();

  function take(part: keyof TokenRatio, text: string): void {
    const wanted = { ...ratio, [part]: text };
    const parsed = tokenRatio.safeParse(`${wanted.input}:${wanted.output}`);
    if (parsed.success) onChange(parsed.data);
  }

  return (
    <fieldset className="flex flex-col gap-1" title={t("why")} aria-describedby={id}>
      <legend className="mb-1 text-12 text-muted">{t("label")}</legend>
      <span className="flex items-center gap-1.5">
        {(["input", "output"] as const).map((part) => (
          <span key={part} className="contents">
            {part === "output" && <span aria-hidden="true">:</span>}
            <Input
              // A ratio from elsewhere (link, back button) starts the field anew.
              key={`${part} ${ratio[part]}`}
              type="number"
              inputMode="numeric"
              min={0}
              max={9999}
              step={1}
              defaultValue={ratio[part]}
              onBlur={({ target }) => take(part, target.value)}
              onKeyDown={(event) => event.key === "Enter" && take(part, event.currentTarget.value)}
              aria-label={t(part)}
              className="tabular w-16!"
            />
          </span>
        ))}
      </span>
      <span id={id} className="sr-only">
        {t("why")}
      </span>
    </fieldset>
  );
}
