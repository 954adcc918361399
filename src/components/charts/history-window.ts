import type { FieldIssue } from "@/domain/field-issues";
import { type HistoryWindow, historyWindowNames } from "@/domain/price/price-history";

export const WINDOW_PARAMETER = "window";
const DEFAULT_WINDOW: HistoryWindow = "7d";

/** Says so when a URL asks for a window that there is not. */
export function historyWindowIssues(given: string | string[] | undefined): FieldIssue[] {
  if (given === undefined || historyWindowNames.some((window) => window === given)) return [];
  return [{ field: WINDOW_PARAMETER, code: "not_an_option", parameters: { options: historyWindowNames } }];
}

/** The window that a URL asks for; an unknown one is the default. */
export function readHistoryWindow(text: string | null | undefined): HistoryWindow {
  return historyWindowNames.find((window) => window === text) ?? DEFAULT_WINDOW;
}
