"use client";

import { type ReactNode, useId, useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { z } from "zod";
import { TextAreaField } from "@/components/forms/fields/text-area-field";
import { TextField } from "@/components/forms/fields/text-field";
import { Form } from "@/components/forms/form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useSchemaForm } from "@/components/forms/use-schema-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Consequences } from "./consequences";

type ConfirmDialogProps = {
  isOpen: boolean;
  title: string;
  onClose: () => void;
  /** One sentence below the title. */
  lead?: ReactNode;
  /** Whole sentences: what is lost irrecoverably. */
  lost?: readonly string[];
  /** Whole sentences: what continues to cost money afterwards. */
  ongoingCosts?: readonly string[];
  /** The name or phrase to type, for actions that cannot be undone. */
  confirmationText?: string;
  /** Asks for a reason; the text says who can read it: "The organization sees it." */
  reasonHint?: string;
  isDangerous?: boolean;
  /** The action with its amount or object: "Delete axolotl-7b". */
  verb: string;
  /** The dialog closes when it resolves. When it rejects, the dialog shows the error and keeps everything typed. */
  onConfirm: (answer: { reason: string }) => Promise<void>;
};

/** Asks for confirmation before an action loses data, spends money or ends something. */
export function ConfirmDialog({ isOpen, title, ...rest }: ConfirmDialogProps) {
  const t = useTranslations("forms.confirm");
  const leadId = useId();
  return (
    <Dialog
      isOpen={isOpen}
      onClose={rest.onClose}
      title={title}
      closeLabel={t("close")}
      isAlert
      describedBy={rest.lead ? leadId : undefined}
    >
      <ConfirmForm {...rest} leadId={leadId} />
    </Dialog>
  );
}

const longestReason = 500;

type ConfirmFormProps = Omit<ConfirmDialogProps, "isOpen" | "title"> & { leadId: string };

function ConfirmForm({
  leadId,
  onClose,
  lead,
  lost = [],
  ongoingCosts = [],
  confirmationText,
  reasonHint,
  isDangerous = false,
  verb,
  onConfirm,
}: ConfirmFormProps) {
  const t = useTranslations("forms.confirm");
  const hasReason = reasonHint !== undefined;
  const schema = useMemo(() => answerSchema(confirmationText, hasReason), [confirmationText, hasReason]);
  const form = useSchemaForm({
    schema,
    defaultValues: { reason: "", words: "" },
    onSubmit: async ({ reason }) => {
      await onConfirm({ reason });
      onClose();
    },
  });
  const isAsking = hasReason || confirmationText !== undefined;
  return (
    <Form form={form} label={verb}>
      {lead && (
        <p id={leadId} className="text-14 text-muted">
          {lead}
        </p>
      )}
      {lost.length > 0 && <Consequences icon="trash" title={t("lost")} sentences={lost} />}
      {ongoingCosts.length > 0 && (
        <Consequences icon="clock" title={t("keepsCosting")} sentences={ongoingCosts} />
      )}
      {hasReason && (
        <TextAreaField
          control={form.control}
          name="reason"
          label={t("reason")}
          hint={reasonHint}
          maxLength={longestReason}
          hasFirstFocus
        />
      )}
      {confirmationText !== undefined && (
        <TextField
          control={form.control}
          name="words"
          label={t("type", { words: confirmationText })}
          isMono
          spellCheck={false}
          hasFirstFocus={!hasReason}
        />
      )}
      <div className="flex flex-wrap items-center justify-end gap-2 pt-1">
        <Button tone="quiet" onClick={onClose} data-first-focus={isAsking ? undefined : true}>
          {t("cancel")}
        </Button>
        <SubmitButton tone={isDangerous ? "danger" : "primary"}>{verb}</SubmitButton>
      </div>
    </Form>
  );
}

/** A field that is not requested may be empty. */
function answerSchema(confirmationText: string | undefined, hasReason: boolean) {
  return z.object({
    reason: hasReason ? z.string().trim().min(1).max(longestReason) : z.string(),
    words: confirmationText === undefined ? z.string() : z.string().trim().pipe(z.literal(confirmationText)),
  });
}
