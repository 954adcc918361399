import { CopyButton } from "./copy-button";

type CopyFieldProps = {
  /** A command, an address or a key. */
  text: string;
  /** What is shown in its place, such as a key without its middle. */
  shown?: string;
  label: string;
  copiedLabel: string;
};

/** What is to be taken elsewhere, in one line that scrolls, with the button that copies it. */
export function CopyField({ text, shown = text, label, copiedLabel }: CopyFieldProps) {
  return (
    <div className="flex items-center gap-1 rounded-control border bg-code py-1 pr-1 pl-3">
      <code className="tabular min-w-0 flex-1 truncate text-12 select-all" title={shown}>
        {shown}
      </code>
      <CopyButton text={text} label={label} copiedLabel={copiedLabel} />
    </div>
  );
}
