import { classNames } from "./class-names";

/** A placeholder with the height of the content to come. It does not pulse, because a pulse carries no information. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classNames("block rounded-control bg-hover", className)} />;
}

type SkeletonRowsProps = {
  rows: number /** "Loading offers", in the reader's language. */;
  label: string;
  isCompact?: boolean;
};

/** Placeholder rows of a table that is loading, as tall as its rows: 32 px when compact, 40 px otherwise. */
export function SkeletonRows({ rows, label, isCompact = false }: SkeletonRowsProps) {
  return (
    <div role="status" className="divide-y">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never reorder
        <div key={index} className={classNames("flex items-center gap-4 px-3", isCompact ? "h-8" : "h-10")}>
          <Skeleton className="h-3 w-1/4" />
          <Skeleton className="h-3 w-1/6" />
          <Skeleton className="ml-auto h-3 w-1/6" />
        </div>
      ))}
    </div>
  );
}
