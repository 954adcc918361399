"use client";

import type { Benchmark } from "@/domain/gpu/benchmarks";
import { Icon } from "./icon";

/** Link to the manufacturer's page that states a peak figure. */
export function SheetLink({ sheet }: { sheet: Benchmark }) {
  return (
    <a
      href={sheet.source.url}
      target="_blank"
      rel="noopener noreferrer"
      className="text-text underline decoration-border-control underline-offset-2 hover:decoration-current"
    >
      {sheet.source.title}
      <Icon name="external-link" size={12} className="ml-1 inline" />
    </a>
  );
}
