import { z } from "zod";
import { refusal } from "@/domain/field-issues";
import { parseQuestion } from "@/domain/rent-or-call/rent-or-call";
import { publicProcedure, router } from "@/server/trpc/init";
import { compareRentAndCall } from "./compare";

/** A question travels as the same URL parameters everywhere, so a page, a link and a procedure cannot disagree. */
const questionInput = z.record(z.string(), z.string().max(200)).transform((parameters, context) => {
  const { question, issues } = parseQuestion(parameters);
  for (const { field, ...issue } of issues)
    context.addIssue({ code: "custom", path: [field], ...refusal(issue) });
  return question;
});

export const rentOrCallRouter = router({
  compare: publicProcedure.input(questionInput).query(({ ctx, input }) => compareRentAndCall(ctx, input)),
});
