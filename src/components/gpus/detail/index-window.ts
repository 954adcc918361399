import type { FieldIssue } from "@/domain/errors";
import { type IndexWindow, indexWindowNames } from "@/domain/index-history";

export const WINDOW_PARAMETER = "window";
const DEFAULT_WINDOW: IndexWindow = "7d";

/** The window that a URL asks for; an unknown one is the default. */
export function readIndexWindow(text: string | null | undefined): IndexWindow {
  return indexWindowNames.find((window) => window === text) ?? DEFAULT_WINDOW;
}

/** What of the page's parameters is not understood. */
export function indexWindowIssues(parameters: Record<string, string | string[] | undefined>): FieldIssue[] {
  return Object.entries(parameters).flatMap(([field, given]) => {
    if (field !== WINDOW_PARAMETER) return [{ field, message: "is not a parameter of this search" }];
    if (indexWindowNames.some((window) => window === given)) return [];
    return [{ field, message: "names no window" }];
  });
}
