/** Joins classes, skipping falsy values: `classNames("card", isOpen && "open", className)`. */
export function classNames(...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
