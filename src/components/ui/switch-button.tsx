import type { ReactNode } from "react";

type SwitchButtonProps = {
  name: string;
  value: string;
  /** The full word, read out after the visible symbol or abbreviation. */
  label: string;
  lang?: string;
  isCurrent: boolean;
  children: ReactNode;
};

/** One option of a form in which each option is a submit button. */
export function SwitchButton({ name, value, label, lang, isCurrent, children }: SwitchButtonProps) {
  return (
    <button
      type="submit"
      name={name}
      value={value}
      lang={lang}
      title={label}
      aria-pressed={isCurrent}
      className="inline-flex h-8 min-w-8 items-center justify-center rounded-control px-1.5 text-12 text-muted transition-colors hover:bg-hover hover:text-text aria-pressed:bg-hover aria-pressed:text-text touch-target"
    >
      {children}
      <span className="sr-only">{label}</span>
    </button>
  );
}
