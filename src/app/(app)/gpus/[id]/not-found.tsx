import { RequestReference } from "@/components/layout/request-reference";
import { getTranslator } from "@/components/locale/get-translator";
import { NotFound } from "@/components/ui/not-found";

export default async function GpuNotFound() {
  const t = await getTranslator("gpus.notFound");
  return (
    <NotFound title={t("title")} links={[{ href: "/gpus", label: t("back") }]}>
      {t("body")}
      <RequestReference />
    </NotFound>
  );
}
