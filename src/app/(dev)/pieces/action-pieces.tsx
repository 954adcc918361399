"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/confirm/confirm-dialog";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyField } from "@/components/ui/copy-field";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { Tabs } from "@/components/ui/tabs";
import { useToast } from "@/components/ui/toast";
import type { ExampleWords } from "./example-words";

type ActionPiecesProps = { words: ExampleWords["actions"] };
type Question = "delete" | "suspend" | "end";

export function ActionPieces({ words: w }: ActionPiecesProps) {
  const toast = useToast();
  const [question, setQuestion] = useState<Question | null>(null);
  const close = () => setQuestion(null);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <PodMenu words={w} onDelete={() => setQuestion("delete")} />
        <Button onClick={() => setQuestion("delete")}>{w.buttons.delete}</Button>
        <Button onClick={() => setQuestion("suspend")}>{w.buttons.suspend}</Button>
        <Button onClick={() => setQuestion("end")}>{w.buttons.end}</Button>
        <Button
          onClick={() =>
            toast({
              title: w.removed,
              body: w.removedBody,
              action: {
                label: w.undo,
                elsewhere: w.undoElsewhere,
                onPress: () => toast({ tone: "info", title: w.restored }),
              },
            })
          }
        >
          {w.buttons.toast}
        </Button>
        <Button onClick={() => toast({ tone: "problem", title: w.failed })}>{w.buttons.fail}</Button>
        <Button disabled>{w.buttons.end}</Button>
      </div>
      <RequestTabs words={w} />
      <ConfirmDialog
        isOpen={question === "delete"}
        onClose={close}
        title={w.deleteTitle}
        lead={w.deleteLead}
        lost={w.deleteLost}
        ongoingCosts={w.deleteCosting}
        confirmationText="axolotl-7b"
        isDangerous
        verb={w.deleteVerb}
        onConfirm={async () => toast({ title: w.buttons.delete })}
      />
      <ConfirmDialog
        isOpen={question === "suspend"}
        onClose={close}
        title={w.suspendTitle}
        lead={w.suspendLead}
        reasonHint={w.reasonHint}
        isDangerous
        verb={w.suspendVerb}
        onConfirm={async ({ reason }) => toast({ title: w.suspendVerb, body: reason })}
      />
      <ConfirmDialog
        isOpen={question === "end"}
        onClose={close}
        title={w.endTitle}
        lead={w.endLead}
        verb={w.endVerb}
        onConfirm={async () => toast({ title: w.ended })}
      />
    </div>
  );
}

function PodMenu({ words: w, onDelete }: ActionPiecesProps & { onDelete: () => void }) {
  const toast = useToast();
  const trigger = (
    <Button>
      <Icon name="ellipsis" />
      {w.menu}
    </Button>
  );
  return (
    <Menu label={w.menu} align="start" trigger={trigger}>
      <MenuLink href="#main" icon="external-link">
        {w.open}
      </MenuLink>
      <MenuItem icon="square" hint={w.stopHint} onSelect={() => toast({ title: w.stop })}>
        {w.stop}
      </MenuItem>
      <MenuItem icon="arrow-right" hint={w.moveHint} isDisabled onSelect={() => toast({ title: w.move })}>
        {w.move}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon="trash" isDangerous onSelect={onDelete}>
        {w.delete}
      </MenuItem>
    </Menu>
  );
}

const requests = {
  form: "1 × H100 SXM",
  json: '{ "quote": "qt_01K7W9M4ZD", "name": "qwen-lora" }',
  cli: "gpubroker launch --quote qt_01K7W9M4ZD --name qwen-lora",
} as const;

function RequestTabs({ words: w }: ActionPiecesProps) {
  const [tab, setTab] = useState<keyof typeof requests>("form");
  return (
    <Card className="p-4">
      <Tabs
        label={w.tabs}
        value={tab}
        onChange={setTab}
        tabs={(["form", "json", "cli"] as const).map((value) => ({
          value,
          label: w.tabNames[value],
          content: <CopyField text={requests[value]} label={w.copy} copiedLabel={w.copied} />,
        }))}
      />
    </Card>
  );
}
