"use client";

import type { ReactNode } from "react";
import { useCurrentLocale } from "@/components/locale/use-current-locale";
import { PageHeading } from "@/components/ui/page-heading";
import { ToastProvider } from "@/components/ui/toast";
import { ActionPieces } from "./action-pieces";
import { ExampleForm } from "./example-form";
import { exampleWords } from "./example-words";
import { FigurePieces } from "./figure-pieces";

/** All components with example data, in the reader's language. */
export function Gallery() {
  const words = exampleWords[useCurrentLocale()];
  return (
    <ToastProvider>
      <PageHeading title={words.title} lead={words.lead} />
      <Section title={words.sections.form}>
        <ExampleForm words={words.form} />
      </Section>
      <Section title={words.sections.actions}>
        <ActionPieces words={words.actions} />
      </Section>
      <Section title={words.sections.figures}>
        <FigurePieces words={words.figures} />
      </Section>
    </ToastProvider>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-16">{title}</h2>
      {children}
    </section>
  );
}
