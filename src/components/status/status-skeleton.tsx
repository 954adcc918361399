import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** Placeholder while the page loads; both tables have as many rows as there are providers. */
export function StatusSkeleton({ label }: { label: string }) {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-6 w-96 max-w-full" />
      </div>
      <Card className="divide-y">
        {["a", "b", "c", "d", "e"].map((row) => (
          <div key={row} className="flex h-12 items-center gap-6 px-4">
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-4 w-20" />
            <Skeleton className="ml-auto h-5 w-64" />
          </div>
        ))}
      </Card>
      <Card>
        <SkeletonRows rows={12} label={label} />
      </Card>
    </div>
  );
}
