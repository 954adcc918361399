"use client";

import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

type Tab<Value extends string> = { value: Value; label: ReactNode; content: ReactNode };

type TabsProps<Value extends string> = {
  /** Accessible name of the tab list. */
  label: string;
  tabs: readonly Tab<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** Content at the end of the row, such as a copy button. */
  actions?: ReactNode;
};

/**
 * Several views of one subject, one at a time; arrow keys move between the tabs. The caller holds the value, in the URL if a
 * tab must be linkable. Use links, not tabs, for separate pages.
 */
export function Tabs<Value extends string>({ label, tabs, value, onChange, actions }: TabsProps<Value>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((one) => one.value === next);
        if (tab) onChange(tab.value);
      }}
    >
      <div className="flex items-end gap-4 border-b">
        <Radix.List aria-label={label} className="-mb-px flex min-w-0 flex-1 gap-5 overflow-x-auto">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              className="h-9 border-b-2 border-transparent text-14 whitespace-nowrap text-muted transition-colors -outline-offset-2 hover:text-text data-[state=active]:border-text data-[state=active]:font-medium data-[state=active]:text-text touch-target"
            >
              {tab.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {actions && <div className="shrink-0 pb-1">{actions}</div>}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
