"use client";

import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";
import type { IconName } from "./icon-outlines";

type MenuProps = {
  /** One button; it carries the expanded state and regains the focus on close. */
  trigger: ReactNode;
  label: string;
  align?: "start" | "center" | "end";
  children: ReactNode;
};

/**
 * A menu of actions below a button. Arrow keys move, a letter jumps to the action that begins with it, Escape closes.
 *
 * Not modal: the modal variant locks scrolling with a style element, which the Content-Security-Policy refuses.
 */
export function Menu({ trigger, label, align = "end", children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-48 overflow-y-auto rounded-card border border-border-strong bg-raised p-1 text-14"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type MenuItemProps = {
  icon?: IconName;
  /** Shown below the action: its consequence, or why it is unavailable. */
  hint?: string;
  isDangerous?: boolean;
  isDisabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
};

/** An action. One that loses data or costs money asks for confirmation first. */
export function MenuItem({
  icon,
  hint,
  isDangerous = false,
  isDisabled = false,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <Radix.Item
      disabled={isDisabled}
      onSelect={onSelect}
      className={classNames(itemStyle, isDangerous && "text-danger data-highlighted:bg-danger-soft")}
    >
      <ItemContent icon={icon} hint={hint}>
        {children}
      </ItemContent>
    </Radix.Item>
  );
}

type MenuLinkProps = { href: string; icon?: IconName; hint?: string; children: ReactNode };

/** A link to another page; a plain anchor, so that it opens in a new tab like any other link. */
export function MenuLink({ href, icon, hint, children }: MenuLinkProps) {
  return (
    <Radix.Item asChild>
      <a href={href} className={itemStyle}>
        <ItemContent icon={icon} hint={hint}>
          {children}
        </ItemContent>
      </a>
    </Radix.Item>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-border" />;
}

const itemStyle =
  "flex min-h-8 cursor-pointer items-start gap-2.5 rounded-control px-2.5 py-1.5 outline-none select-none data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:text-faint pointer-coarse:min-h-11 pointer-coarse:items-center";

function ItemContent({ icon, hint, children }: Pick<MenuItemProps, "icon" | "hint" | "children">) {
  return (
    <>
      {icon && <Icon name={icon} className="mt-[3px]" />}
      <span className="flex min-w-0 flex-col">
        {children}
        {hint && <span className="text-12 text-muted">{hint}</span>}
      </span>
    </>
  );
}
