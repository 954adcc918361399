"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { type IndexKind, indexKinds } from "@/domain/price/market-index";

type KindColumnsProps = {
  id: string;
  title: string;
  lead?: ReactNode;
  render: (kind: IndexKind, name: string) => ReactNode;
};

/** A card with the same content for on demand and spot, side by side from 1024 px. */
export function KindColumns({ id, title, lead, render }: KindColumnsProps) {
  const words = useTranslations("source");
  return (
    <Card className="overflow-hidden">
      <section aria-labelledby={id}>
        <header className="border-b px-4 py-3">
          <h2 id={id} className="text-16">
            {title}
          </h2>
          {lead && <p className="max-w-prose text-13 text-muted">{lead}</p>}
        </header>
        <div className="grid lg:grid-cols-2 lg:divide-x">
          {indexKinds.map((kind) => {
            const name = words(kind === "spot" ? "spot" : "onDemand");
            return (
              <div key={kind} className="min-w-0 border-b py-3 last:border-b-0 lg:border-b-0">
                <h3 className="px-4 text-13 text-muted first-letter:uppercase">{name}</h3>
                {render(kind, name)}
              </div>
            );
          })}
        </div>
      </section>
    </Card>
  );
}
