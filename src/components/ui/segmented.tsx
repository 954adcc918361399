"use client";

import type { ReactNode } from "react";

type SegmentedProps<Value extends string> = {
  /** Accessible name of the group. */
  label: string;
  name: string;
  options: readonly { value: Value; label: ReactNode; title?: string }[];
  /** null = no option is selected, such as weights that match no preset. */
  value: Value | null;
  onChange: (value: Value) => void;
};

/**
 * A choice between a few visible options: radio buttons styled as a bar, so the browser provides arrow keys and form semantics.
 */
export function Segmented<Value extends string>({
  label,
  name,
  options,
  value,
  onChange,
}: SegmentedProps<Value>) {
  return (
    <fieldset className="inline-flex max-w-full overflow-x-auto rounded-control border border-border-strong bg-surface p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          title={option.title}
          className="relative inline-flex h-7 cursor-pointer items-center rounded-[4px] px-2.5 text-13 whitespace-nowrap text-muted transition-colors hover:text-text has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-10"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
