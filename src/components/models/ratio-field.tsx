"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { FieldIssue } from "@/components/forms/field";
import { useDraft } from "@/components/forms/use-draft";
import { Input } from "@/components/ui/input";
import { type TokenRatio, tokenRatio, writeRatio } from "@/domain/model/token-ratio";

type RatioFieldProps = { ratio: TokenRatio; onChange: (ratio: TokenRatio) => void };

/**
 * Input to output tokens of the blended price. What is typed counts on Enter and when the box is left; a box left empty takes its
 * figure back, and what is no ratio stays with the way to write one below it.
 */
export function RatioField({ ratio, onChange }: RatioFieldProps) {
  const t = useTranslations("models.ratio");
  const id = useId();
  const given = writeRatio(ratio);
  const [draft, setDraft] = useDraft<{ input: string; output: string }>(given);
  const shown = draft ?? { input: String(ratio.input), output: String(ratio.output) };
  const isHalf = shown.input === "" || shown.output === "";
  const parsed = tokenRatio.safeParse(`${shown.input}:${shown.output}`);
  const isRefused = !isHalf && !parsed.success;

  function commit(): void {
    const isSame = parsed.success && writeRatio(parsed.data) === given;
    if (isHalf || isSame) setDraft(null);
    else if (parsed.success) onChange(parsed.data);
  }

  return (
    <fieldset className="flex flex-col gap-1" title={t("why")} aria-describedby={id}>
      <legend className="mb-1 text-12 text-muted">{t("label")}</legend>
      <span className="flex items-center gap-1.5">
        {(["input", "output"] as const).map((part) => (
          <span key={part} className="contents">
            {part === "output" && <span aria-hidden="true">:</span>}
            <Input
              type="number"
              inputMode="numeric"
              min={0}
              max={9999}
              step={1}
              value={shown[part]}
              onChange={({ target }) => setDraft({ ...shown, [part]: target.value })}
              onBlur={commit}
              onKeyDown={(event) => event.key === "Enter" && commit()}
              aria-label={t(part)}
              aria-invalid={isRefused ? true : undefined}
              aria-describedby={isRefused ? `${id}-issue` : undefined}
              className="tabular w-16!"
            />
          </span>
        ))}
      </span>
      <FieldIssue id={`${id}-issue`}>{isRefused && t("issue")}</FieldIssue>
      <span id={id} className="sr-only">
        {t("why")}
      </span>
    </fieldset>
  );
}
