import { type IconName, iconOutlines } from "./icon-outlines";

type IconProps = { name: IconName; className?: string; size?: number };

/** Decorative: assistive technology reads the word or label beside it. */
export function Icon({ name, className, size = 16 }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={(1.5 * 24) / size}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className ?? ""}`}
    >
      <path d={iconOutlines[name]} />
    </svg>
  );
}
