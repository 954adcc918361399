import { CopyButton } from "./copy-button";

type CopyFieldProps = {
  /** A command, an address or a key. */
  text: string;
  /** Text to show instead of the value, such as a key with its middle removed. */
  shown?: string;
  label: string;
  copiedLabel: string;
};

/** A value to copy, on one scrolling line, with its copy button. */
export function CopyField({ text, shown = text, label, copiedLabel }: CopyFieldProps) {
  return (
    <div className="flex items-center gap-1 rounded-control border bg-code py-1 pr-1 pl-3">
      <code className="font-mono min-w-0 flex-1 truncate text-12 select-all" title={shown}>
        {shown}
      </code>
      <CopyButton text={text} label={label} copiedLabel={copiedLabel} />
    </div>
  );
}
