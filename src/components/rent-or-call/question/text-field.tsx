"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useIssueSentence } from "@/components/forms/use-issue-sentence";
import { Input } from "@/components/ui/input";
import {
  parseQuestion,
  type QuestionField,
  type RentOrCallQuestion,
  writeField,
} from "@/domain/rent-or-call/rent-or-call";
import { changeQuestion } from "./use-question-url";

/** Long enough to finish a number, short enough to feel like an answer. */
const SETTLED_AFTER_MS = 600;

type TextFieldProps = {
  field: QuestionField;
  question: RentOrCallQuestion;
  id: string;
  /** Ids of hints that describe the box. */
  describedBy?: string;
  inputMode?: "decimal" | "numeric" | "text";
  className?: string;
};

/**
 * A box for one figure of the question. What is typed counts when it settles and is understood; else the way out stands below.
 * A box that is left empty takes its figure back.
 */
export function TextField({
  field,
  question,
  id,
  describedBy,
  inputMode = "decimal",
  className,
}: TextFieldProps) {
  const given = writeField(field, question);
  const [draft, setDraft] = useState<{ text: string; of: string } | null>(null);
  const sentence = useIssueSentence();
  // The address moved on by itself (back button, reset): what was typed before is over.
  const text = draft?.of === given ? draft.text : given;
  const { question: read, issues } = parseQuestion({ [field]: text });
  const issue = text === "" ? null : issues[0];
  const isPending = !issue && text !== "" && writeField(field, read) !== given;

  // The draft goes as it is taken over: a way back to the old value must not find it again.
  function commit(): void {
    if (!isPending) return;
    setDraft(null);
    changeQuestion({ [field]: read[field] });
  }
  const onSettled = useEffectEvent(commit);

  useEffect(() => {
    if (!isPending || text === "") return;
    const timer = setTimeout(() => onSettled(), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isPending, text]);

  return (
    <>
      <Input
        id={id}
        name={field}
        form="rent-or-call"
        value={text}
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={issue ? true : undefined}
        aria-describedby={[describedBy, issue && `${id}-issue`].filter(Boolean).join(" ") || undefined}
        className={`tabular ${className ?? ""}`}
        onChange={(event) => setDraft({ text: event.target.value, of: given })}
        onBlur={() => (text === "" ? setDraft(null) : commit())}
      />
      {issue && (
        <span id={`${id}-issue`} role="alert" className="text-12 text-danger">
          {sentence(issue)}
        </span>
      )}
    </>
  );
}
