import type { FieldIssue } from "@/domain/field-issues";
import { offerIdPattern } from "@/domain/offer/offer-id";
import { type ColumnId, columnIds } from "../table/columns";

/** URL parameters that control how the page looks, not what it searches. */
export const UI_ONLY_PARAMS = ["cols", "why", "compare"] as const;

export const MAX_COMPARED = 5;
export const WHY_FIRST = "1";

export type MarketView = {
  /** In table order; null = the reader's saved choice, or the default. */
  columns: ColumnId[] | null;
  /** The offer whose place is explained, {@link WHY_FIRST} for the first; null = none. */
  why: string | null;
  /** Offer ids, at most {@link MAX_COMPARED}. */
  compared: string[];
};

/** Reads the view from URL parameters; invalid values count as absent. */
export function readView(parameters: URLSearchParams): MarketView {
  const columns = readColumns(parameters.get("cols"));
  return {
    columns: columns.length > 0 ? columns : null,
    why: isWhy(parameters.get("why")) ? parameters.get("why") : null,
    compared: [...new Set(listOf(parameters.get("compare")))]
      .filter((id) => offerIdPattern.test(id))
      .slice(0, MAX_COMPARED),
  };
}

/** Issues with the view's parameters, in the same form as those of a search. */
export function viewIssues(parameters: URLSearchParams): FieldIssue[] {
  const columns = listOf(parameters.get("cols"));
  const compared = listOf(parameters.get("compare"));
  const why = parameters.get("why") ?? "";
  const isWhyKnown = ["", "0"].includes(why) || isWhy(why);
  return [
    ...(columns.every((name) => columnIds.some((id) => id === name))
      ? []
      : [{ field: "cols", code: "column_unknown", parameters: {} } as const]),
    ...(isWhyKnown ? [] : [{ field: "why", code: "flag_form", parameters: {} } as const]),
    ...(compared.every((id) => offerIdPattern.test(id)) && compared.length <= MAX_COMPARED
      ? []
      : [{ field: "compare", code: "offer_ids_form", parameters: { most: MAX_COMPARED } } as const]),
  ];
}

export function writeView(parameters: URLSearchParams, { columns, why, compared }: MarketView): void {
  if (columns) parameters.set("cols", columns.join(","));
  if (why) parameters.set("why", why);
  if (compared.length > 0) parameters.set("compare", compared.join(","));
}

function isWhy(text: string | null): boolean {
  return text !== null && (text === WHY_FIRST || offerIdPattern.test(text));
}

/** Known column names of a comma-separated list, in the table's order. */
export function readColumns(text: string | null): ColumnId[] {
  const named = new Set(listOf(text));
  return columnIds.filter((id) => named.has(id));
}

function listOf(text: string | null): string[] {
  return (text ?? "").split(",").filter(Boolean);
}
