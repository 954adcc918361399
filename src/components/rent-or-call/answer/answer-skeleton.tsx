import { Skeleton } from "@/components/ui/skeleton";

/** Placeholder while the answer is computed. */
export function AnswerSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-4">
      <Skeleton className="h-9 w-2/3" />
      <Skeleton className="h-6 w-full" />
      <Skeleton className="h-96" />
      <Skeleton className="h-96" />
    </div>
  );
}
