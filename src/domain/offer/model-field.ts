import { z } from "zod";
import { refusal } from "@/domain/field-issues";
import { askedModel, MAX_ASKED_LENGTH } from "@/domain/model/asked-model";

/** A model that the machine has to hold, or a size such as "70b", in its canonical form. See `askedModel`. */
export const modelField = z
  .string()
  .max(MAX_ASKED_LENGTH)
  .transform((text, check) => {
    const asked = askedModel(text);
    if ("model" in asked) return asked.model;
    check.addIssue({ code: "custom", ...refusal({ code: asked.refused, parameters: {} }) });
    return z.NEVER;
  });
