import type { FieldIssue } from "@/domain/field-issues";
import { type HistoryWindow, historyWindowNames } from "@/domain/price/price-history";

export const WINDOW_PARAMETER = "window";
const DEFAULT_WINDOW: HistoryWindow = "7d";

/** Reports an unknown window in the URL as an issue. */
export function historyWindowIssues(given: string | string[] | undefined): FieldIssue[] {
  if (given === undefined || historyWindowNames.some((window) => window === given)) return [];
  return [{ field: WINDOW_PARAMETER, code: "not_an_option", parameters: { options: historyWindowNames } }];
}

/** The window in the URL, or the default if it is unknown. */
export function readHistoryWindow(text: string | null | undefined): HistoryWindow {
  return historyWindowNames.find((window) => window === text) ?? DEFAULT_WINDOW;
}
