"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type SectionLinkProps = { href: `/${string}`; className: string; children: ReactNode };

/** A link to a section that is marked as current while the reader is in that section. */
export function SectionLink({ href, className, children }: SectionLinkProps) {
  const path = usePathname();
  const isHere = path === href || path.startsWith(`${href}/`);
  return (
    <Link href={href} aria-current={isHere ? "page" : undefined} className={className}>
      {children}
    </Link>
  );
}
