import { getTranslator } from "@/components/locale/get-translator";
import { Skeleton } from "@/components/ui/skeleton";

export default async function ModelsLoading() {
  const t = await getTranslator("models");
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-20 tracking-tight sm:text-28">{t("title")}</h1>
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      <Skeleton className="h-16" />
      <Skeleton className="h-[36rem]" />
    </div>
  );
}
