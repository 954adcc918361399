export type ButtonTone = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "compact" | "regular" | "large";

const tones = {
  primary: "bg-accent text-on-accent border-transparent hover:opacity-90",
  plain: "bg-surface text-text border-border-strong hover:bg-hover",
  quiet: "bg-transparent text-muted border-transparent hover:bg-hover hover:text-text",
  danger: "bg-danger text-on-danger border-transparent hover:opacity-90",
} as const satisfies Record<ButtonTone, string>;

const sizes = {
  compact: "h-7 px-2 text-13 gap-1.5",
  regular: "h-9 px-3 text-14 gap-2",
  large: "h-11 px-4 text-16 gap-2",
} as const satisfies Record<ButtonSize, string>;

/** The shared look of buttons and of links that look like buttons. */
export function buttonStyle(tone: ButtonTone = "plain", size: ButtonSize = "regular"): string {
  return `inline-flex items-center justify-center rounded-control border font-medium whitespace-nowrap transition-colors touch-target disabled-look ${tones[tone]} ${sizes[size]}`;
}
