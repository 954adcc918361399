import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The table on its way, in its own heights. */
export function GpusSkeleton({ label }: { label: string }) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-5 w-96 max-w-full" />
      </div>
      <div className="flex gap-3">
        <Skeleton className="mt-5 h-9 w-44" />
        <Skeleton className="mt-5 h-9 w-40" />
      </div>
      <Card>
        <SkeletonRows rows={20} label={label} />
      </Card>
    </div>
  );
}
