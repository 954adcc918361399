import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { controlStyle } from "./control-style";
import { Icon } from "./icon";

/** The browser's native select, which brings keyboard support and the picker wheel on phones. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={classNames("relative inline-flex w-full items-center", className)}>
      <select className={classNames(controlStyle, "appearance-none pr-8")} {...rest}>
        {children}
      </select>
      <Icon name="chevron-down" className="pointer-events-none absolute right-2.5 text-muted" />
    </span>
  );
}
