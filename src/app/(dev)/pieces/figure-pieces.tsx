"use client";

import { useId } from "react";
import { BudgetBar } from "@/components/ui/budget-bar";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CardHeading } from "@/components/ui/card-heading";
import { DescriptionList } from "@/components/ui/description-list";
import { SourceBadge } from "@/components/ui/source-badge";
import { StatStrip, StatUnit } from "@/components/ui/stat-strip";
import { StepBar, StepTrail } from "@/components/ui/steps";
import { Timeline, type TimelineState } from "@/components/ui/timeline";
import type { ExampleWords } from "./example-words";

type FigurePiecesProps = { words: ExampleWords["figures"] };

export function FigurePieces({ words: w }: FigurePiecesProps) {
  const steps = w.steps.map((name) => ({ id: name, name, href: "#main" }));
  const current = w.steps[2] ?? "";
  return (
    <div className="flex flex-col gap-4">
      <StepTrail steps={steps} current={current} />
      <div className="max-w-[22rem]">
        <StepBar steps={steps} current={current} />
      </div>
      <Stats words={w} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <History words={w} />
        <div className="flex flex-col gap-4">
          <Card>
            <CardHeading title={w.tax} hint={w.taxHint} actions={<Button size="compact">{w.edit}</Button>} />
            <div className="px-4 pb-4 lg:px-5">
              <DescriptionList items={w.facts.map(itemOf)} />
            </div>
          </Card>
          <Card>
            <CardHeading title={w.ifTitle} />
            <div className="px-4 pb-4 lg:px-5">
              <DescriptionList kind="sentences" items={w.ifs.map(itemOf)} />
            </div>
          </Card>
          <Card className="flex flex-col gap-4 p-5">
            <BudgetBar used={64} limit={260} label={w.bars.calm} />
            <BudgetBar used={701} limit={900} label={w.bars.warning} />
            <BudgetBar used={5} limit={5} label={w.bars.full} />
            <BudgetBar used={60} limit={100} upTo={90} label={w.bars.open} />
          </Card>
        </div>
      </div>
    </div>
  );
}

function Stats({ words: w }: FigurePiecesProps) {
  return (
    <StatStrip
      stats={[
        {
          id: "burn",
          label: w.burn,
          figure: (
            <>
              $7.04<StatUnit>/h</StatUnit>
            </>
          ),
          aside: <SourceBadge source="live">12 s</SourceBadge>,
          note: w.burnNote,
        },
        {
          id: "month",
          label: w.month,
          figure: (
            <>
              $869.40<StatUnit>{w.ofLimit}</StatUnit>
            </>
          ),
          bar: <BudgetBar used={869.4} limit={1200} label={w.monthBar} />,
        },
        { id: "credit", label: w.credit, figure: "$182.46", note: w.creditNote },
        { id: "saved", label: w.saved, figure: "$292.40", note: w.savedNote },
      ]}
    />
  );
}

function History({ words: w }: FigurePiecesProps) {
  const id = useId();
  return (
    <Card>
      <CardHeading id={id} title={w.timeline} />
      <div className="px-4 pb-4 lg:px-5">
        <Timeline
          label={w.timeline}
          entries={w.events.map(([state = "", title = "", reason, at]) => ({
            id: title,
            state: stateOf(state),
            stateLabel: w.states[stateOf(state)],
            title,
            reason,
            at,
          }))}
        />
      </div>
    </Card>
  );
}

function stateOf(text: string): Exclude<TimelineState, "waiting" | "note"> {
  return (["done", "failed", "running"] as const).find((state) => state === text) ?? "pending";
}

function itemOf([term = "", description = ""]: string[]) {
  return { id: term, term, description };
}
