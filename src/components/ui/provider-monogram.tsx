import { monogramOf } from "./monogram";

type ProviderMonogramProps = { slug: string; name: string; size?: number };

/** Two letters on a hue derived from the slug: our own mark, not the provider's trademark. The name is shown beside it. */
export function ProviderMonogram({ slug, name, size = 20 }: ProviderMonogramProps) {
  const { letters, hue } = monogramOf(slug, name);
  return (
    <span
      aria-hidden="true"
      className="monogram inline-flex shrink-0 items-center justify-center rounded-[4px] font-medium select-none"
      style={{ "--hue": hue, width: size, height: size, fontSize: size * 0.46 } as React.CSSProperties}
    >
      {letters}
    </span>
  );
}
