import { getTranslator } from "@/components/locale/get-translator";
import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The layout of the market page at its final height, before the first rows. */
export default async function OffersLoading() {
  const t = await getTranslator("offers");
  return (
    <div className="flex flex-col gap-3 lg:-mx-4">
      <Skeleton className="h-8 w-72" />
      <Skeleton className="h-8 w-full" />
      <Card className="overflow-hidden">
        <SkeletonRows rows={24} label={t("loading")} isCompact />
      </Card>
    </div>
  );
}
