import { z } from "zod";
import { refusal } from "@/domain/field-issues";
import { parseSearch } from "@/domain/offer/offer-search";

/** A search travels as the same URL parameters everywhere, so a page, a link and a procedure cannot disagree. */
export const searchInput = z.record(z.string(), z.string().max(2000)).transform((parameters, context) => {
  const { search, issues } = parseSearch(parameters);
  for (const { field, ...issue } of issues)
    context.addIssue({ code: "custom", path: [field], ...refusal(issue) });
  return search;
});
