import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  children: ReactNode;
  /** Content at the end of the row, such as a count. */
  trailing?: ReactNode;
};

/** A checkbox with its label; a click anywhere on the row toggles it. */
export function Checkbox({ children, trailing, className, ...rest }: CheckboxProps) {
  return (
    <label
      className={classNames(
        "flex min-h-7 cursor-pointer items-center gap-2 rounded-control px-1 text-13 hover:bg-hover pointer-coarse:min-h-11",
        className,
      )}
    >
      <input type="checkbox" className="size-4 shrink-0 accent-accent" {...rest} />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {trailing && <span className="tabular text-12 text-faint">{trailing}</span>}
    </label>
  );
}
