import { getTranslator } from "@/components/locale/get-translator";
import { CompareSkeleton } from "@/components/offers/compare/compare-skeleton";

export default async function CompareLoading() {
  return <CompareSkeleton label={(await getTranslator("compare"))("loading")} />;
}
