import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonTone, buttonStyle } from "./button-style";
import { classNames } from "./class-names";

type ButtonProps = ComponentProps<"button"> & { tone?: ButtonTone; size?: ButtonSize };

/** A verb the reader can do here. `type` is "button" unless the form says otherwise. */
export function Button({ tone, size, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonStyle(tone, size), className)} {...rest} />;
}
