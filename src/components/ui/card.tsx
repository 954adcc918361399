import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** A surface with a hairline; no shadow. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div className={classNames("rounded-card border bg-surface", className)} {...rest} />;
}
