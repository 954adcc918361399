import { classNames } from "./class-names";

/** Stands where content will, at its true height. Still, since a pulse says nothing. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classNames("block rounded-control bg-hover", className)} />;
}

type SkeletonRowsProps = {
  rows: number /** "Loading offers", in the reader's language. */;
  label: string;
  isCompact?: boolean;
};

/** Rows of a table on their way: 32 px compact, 40 px otherwise, as the rows that come. */
export function SkeletonRows({ rows, label, isCompact = false }: SkeletonRowsProps) {
  return (
    <div role="status" className="divide-y">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div key={index} className={classNames("flex items-center gap-4 px-3", isCompact ? "h-8" : "h-10")}>
          <Skeleton className="h-3 w-1/4" />
          <Skeleton className="h-3 w-1/6" />
          <Skeleton className="ml-auto h-3 w-1/6" />
        </div>
      ))}
    </div>
  );
}
