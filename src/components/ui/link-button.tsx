import type { ComponentProps } from "react";
import { type ButtonSize, type ButtonTone, buttonStyle } from "./button-style";
import { classNames } from "./class-names";

type LinkButtonProps = ComponentProps<"a"> & { href: string; tone?: ButtonTone; size?: ButtonSize };

/** A link that looks like a button. A plain anchor, so that it works on pages without JavaScript. */
export function LinkButton({ tone, size, className, ...rest }: LinkButtonProps) {
  return <a className={classNames(buttonStyle(tone, size), className)} {...rest} />;
}
