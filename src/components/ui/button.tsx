import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonTone, buttonStyle } from "./button-style";
import { classNames } from "./class-names";

type ButtonProps = ComponentProps<"button"> & { tone?: ButtonTone; size?: ButtonSize };

/** A button for an action. `type` is "button" unless the caller sets another. */
export function Button({ tone, size, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonStyle(tone, size), className)} {...rest} />;
}
