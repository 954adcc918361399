import { GpusSkeleton } from "@/components/gpus/table/gpus-skeleton";
import { getTranslator } from "@/components/locale/get-translator";

export default async function GpusLoading() {
  return <GpusSkeleton label={(await getTranslator("gpus"))("loading")} />;
}
