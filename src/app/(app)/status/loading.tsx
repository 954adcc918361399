import { getTranslator } from "@/components/locale/get-translator";
import { StatusSkeleton } from "@/components/status/status-skeleton";

export default async function StatusLoading() {
  return <StatusSkeleton label={(await getTranslator("status"))("loading")} />;
}
