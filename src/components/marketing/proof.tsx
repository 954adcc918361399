import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

type ProofProps = {
  title: string;
  body: string;
  link: { href: string; text: string };
  /** A piece of the product with current figures; null when the market gave none. */
  picture: ReactNode | null;
  caption: string;
};

/** One claim, the product feature that shows it, and a link to verify it. */
export function Proof({ title, body, link, picture, caption }: ProofProps) {
  return (
    <article className="grid gap-x-12 gap-y-5 border-t py-10 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div>
        <h3 className="text-20">{title}</h3>
        <p className="mt-2 max-w-prose text-16 text-muted">{body}</p>
        <a
          href={link.href}
          className="mt-4 inline-flex items-center gap-1 text-14 text-accent hover:underline touch-target"
        >
          {link.text}
          <Icon name="arrow-right" />
        </a>
      </div>
      {picture && (
        <figure className="min-w-0">
          <figcaption className="mb-2 text-12 text-faint">{caption}</figcaption>
          {picture}
        </figure>
      )}
    </article>
  );
}
