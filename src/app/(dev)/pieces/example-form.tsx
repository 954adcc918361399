"use client";

import type { z } from "zod";
import { CheckboxField } from "@/components/forms/fields/checkbox-field";
import { ChoiceField } from "@/components/forms/fields/choice-field";
import { MoneyField, NumberField } from "@/components/forms/fields/number-field";
import { PasswordField } from "@/components/forms/fields/password-field";
import { SelectField } from "@/components/forms/fields/select-field";
import { TextAreaField } from "@/components/forms/fields/text-area-field";
import { TextField } from "@/components/forms/fields/text-field";
import { Form } from "@/components/forms/form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useSchemaForm } from "@/components/forms/use-schema-form";
import { Card } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { generalReasons } from "@/domain/reasons";
import { exampleSchema } from "./example-schema";
import type { ExampleWords } from "./example-words";

type Answer = z.output<typeof exampleSchema>["answer"];

/** Every kind of field; the last one selects how the server responds. */
export function ExampleForm({ words: w }: { words: ExampleWords["form"] }) {
  const toast = useToast();
  const form = useSchemaForm({
    schema: exampleSchema,
    defaultValues: {
      country: "",
      document: "cedula",
      number: "",
      name: "",
      email: "",
      password: "",
      amountCents: 2500,
      diskGb: 100,
      until: "",
      note: "",
      answer: "accepted",
    },
    onSubmit: async ({ answer }) => {
      await simulateAnswer(answer);
      toast({ title: w.done });
    },
  });
  const { control } = form;
  return (
    <Card className="max-w-[27.5rem] p-5">
      <Form form={form} label={w.submit}>
        <SelectField
          control={control}
          name="country"
          label={w.country}
          hint={w.countryHint}
          autoComplete="country"
        >
          <option value="">{w.noCountry}</option>
          <option value="EC">Ecuador</option>
          <option value="ES">España</option>
        </SelectField>
        <ChoiceField
          control={control}
          name="document"
          label={w.document}
          look="bar"
          choices={(["cedula", "ruc", "passport"] as const).map((value) => ({
            value,
            label: w.documents[value],
          }))}
        />
        <TextField
          control={control}
          name="number"
          label={w.number}
          hint={w.numberHint}
          inputMode="numeric"
          isMono
        />
        <TextField control={control} name="name" label={w.name} autoComplete="name" />
        <TextField
          control={control}
          name="email"
          label={w.email}
          type="email"
          inputMode="email"
          autoComplete="email"
        />
        <PasswordField
          control={control}
          name="password"
          label={w.password}
          autoComplete="new-password"
          aside={
            <a href="#main" className="text-13 underline underline-offset-2">
              {w.forgot}
            </a>
          }
        />
        <ChoiceField
          control={control}
          name="plan"
          label={w.plan}
          choices={(["trial", "pro"] as const).map((value) => {
            const [label = "", hint, price] = w.plans[value];
            return { value, label, hint, trailing: <PlanPrice price={price} period={w.month} /> };
          })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <MoneyField control={control} name="amountCents" label={w.amount} />
          <NumberField control={control} name="diskGb" label={w.disk} unit="GB" inputMode="numeric" />
        </div>
        <TextField control={control} name="until" label={w.until} type="date" isOptional />
        <TextAreaField control={control} name="note" label={w.note} hint={w.noteHint} isOptional />
        <CheckboxField control={control} name="consent" label={w.consent} />
        <SelectField control={control} name="answer" label={w.answer}>
          {(["accepted", "email", "conflict", "none"] as const).map((value) => (
            <option key={value} value={value}>
              {w.answers[value]}
            </option>
          ))}
        </SelectField>
        <SubmitButton size="large">{w.submit}</SubmitButton>
      </Form>
    </Card>
  );
}

function PlanPrice({ price, period }: { price?: string; period: string }) {
  return (
    <span className="text-14 whitespace-nowrap">
      <span className="font-medium">{price}</span> <span className="text-muted">{period}</span>
    </span>
  );
}

/** Throws errors of the same shape as a failed tRPC call. */
async function simulateAnswer(answer: Answer): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 400));
  if (answer === "accepted") return;
  if (answer === "none") throw new TypeError("Failed to fetch");
  const isEmail = answer === "email";
  const data = {
    code: isEmail ? "BAD_REQUEST" : "CONFLICT",
    reason: generalReasons[isEmail ? "INVALID_INPUT" : "CONFLICT"],
    requestId: "req_01K7WB6T",
    issues: isEmail ? [{ field: "email", code: "email_taken", parameters: {} }] : [],
  };
  throw Object.assign(new Error("refused"), { data });
}
