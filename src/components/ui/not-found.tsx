import Link from "next/link";
import type { ReactNode } from "react";
import { buttonStyle } from "./button-style";
import { Card } from "./card";
import { EmptyState } from "./empty-state";

type NotFoundProps = {
  title: string;
  children: ReactNode;
  /** Where to go instead, the most likely first. */
  links: readonly { href: string; label: string }[];
};

/** Replaces a detail page whose subject does not exist. */
export function NotFound({ title, children, links }: NotFoundProps) {
  return (
    <Card>
      <EmptyState
        level={1}
        title={title}
        action={
          <span className="flex flex-wrap justify-center gap-2">
            {links.map(({ href, label }, index) => (
              <Link key={href} href={href} className={buttonStyle(index === 0 ? "primary" : undefined)}>
                {label}
              </Link>
            ))}
          </span>
        }
      >
        {children}
      </EmptyState>
    </Card>
  );
}
