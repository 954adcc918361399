import type { ReactNode } from "react";
import { Icon } from "./icon";

type ErrorStateProps = {
  title: string;
  /** What happened and what the reader can do, in plain language. */
  children: ReactNode;
  /** Our code, such as PROVIDER_FAILED. */
  code?: string;
  /** The provider's message, verbatim. */
  providerMessage?: string;
  /** The request id with its copy button, or a digest when no request id exists. */
  reference?: ReactNode;
  retry?: ReactNode;
};

export function ErrorState({ title, children, code, providerMessage, reference, retry }: ErrorStateProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-prose flex-col gap-3 px-4 py-12">
      <h2 className="flex items-center gap-2 text-16">
        <Icon name="circle-alert" className="text-danger" />
        {title}
      </h2>
      <div className="text-14 text-muted">{children}</div>
      {providerMessage && (
        <blockquote className="border-l-2 border-border-strong pl-3 text-13 wrap-anywhere text-muted">
          {providerMessage}
        </blockquote>
      )}
      <div className="flex flex-wrap items-center gap-3">
        {retry}
        {/* Below the title, which a code beside it would squeeze on a phone. */}
        {code && <code className="font-mono text-12 text-faint">{code}</code>}
        {reference}
      </div>
    </div>
  );
}
