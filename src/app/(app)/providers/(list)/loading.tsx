import { getTranslator } from "@/components/locale/get-translator";
import { StatusSkeleton } from "@/components/status/status-skeleton";

export default async function ProvidersLoading() {
  return <StatusSkeleton label={(await getTranslator("providers"))("loading")} />;
}
