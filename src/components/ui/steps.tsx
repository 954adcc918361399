"use client";

import { useTranslations } from "use-intl/react";
import { Icon } from "./icon";

type Step = {
  id: string;
  name: string;
  /** Link back to a completed step. */
  href?: string;
};

type StepsProps = { steps: readonly Step[]; current: string };

/** Progress for a narrow column: a segmented bar and a sentence. */
export function StepBar({ steps, current }: StepsProps) {
  const t = useTranslations("forms.steps");
  const place = steps.findIndex(({ id }) => id === current);
  return (
    <div className="flex flex-col gap-1.5">
      <div aria-hidden="true" className="flex gap-1">
        {steps.map(({ id }, at) => (
          <span key={id} className={`h-1 flex-1 rounded-full ${at <= place ? "bg-accent" : "bg-track"}`} />
        ))}
      </div>
      <p className="text-13 text-muted">
        {t("now", { place: place + 1, count: steps.length, name: steps[place]?.name ?? "" })}
      </p>
    </div>
  );
}

/** Progress for a wide page: the name of every step, with links back to the completed ones. */
export function StepTrail({ steps, current }: StepsProps) {
  const t = useTranslations("forms.steps");
  const place = steps.findIndex(({ id }) => id === current);
  return (
    <nav aria-label={t("label")}>
      <ol className="flex flex-wrap items-center gap-x-3 gap-y-2 text-14">
        {steps.map(({ id, name, href }, at) => (
          <li
            key={id}
            aria-current={at === place ? "step" : undefined}
            className={`flex items-center gap-2 ${at === place ? "font-medium" : "text-muted"}`}
          >
            {at > 0 && <span aria-hidden="true" className="mr-1 h-px w-6 bg-border-strong" />}
            {at < place ? (
              <Icon name="circle-check" className="text-accent" />
            ) : (
              <span
                aria-hidden="true"
                className={`tabular inline-flex size-5 items-center justify-center rounded-full text-12 ${at === place ? "bg-text text-bg" : "border border-border-strong"}`}
              >
                {at + 1}
              </span>
            )}
            {at < place && href ? (
              <a href={href} className="hover:text-text hover:underline">
                {name}
              </a>
            ) : (
              name
            )}
            {at < place && <span className="sr-only">, {t("done")}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
