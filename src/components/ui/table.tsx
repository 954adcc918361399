import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** Scrolls sideways on its own, never the page; focusable, so that the keyboard can scroll it too. */
export function TableScroll({ label, className, ...rest }: ComponentProps<"section"> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must take focus (WCAG 2.1.1)
      tabIndex={0}
      className={classNames("overflow-x-auto", className)}
      {...rest}
    />
  );
}

export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table className={classNames("w-full border-collapse text-13", className)} {...rest} />;
}

type CellProps = { isNumber?: boolean };

export function HeadCell({
  isNumber = false,
  className,
  scope = "col",
  ...rest
}: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope={scope}
      className={classNames(
        "h-9 border-b px-3 text-12 font-normal whitespace-nowrap text-faint",
        isNumber ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

export function Cell({ isNumber = false, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      className={classNames(
        "h-10 border-b px-3 whitespace-nowrap",
        isNumber ? "tabular text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

export function RowHeadCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="row"
      className={classNames("h-10 border-b px-3 text-left font-medium whitespace-nowrap", className)}
      {...rest}
    />
  );
}
