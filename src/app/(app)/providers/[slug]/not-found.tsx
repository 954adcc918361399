import { RequestReference } from "@/components/layout/request-reference";
import { getTranslator } from "@/components/locale/get-translator";
import { NotFound } from "@/components/ui/not-found";

export default async function ProviderNotFound() {
  const t = await getTranslator("providers.notFound");
  return (
    <NotFound title={t("title")} links={[{ href: "/providers", label: t("all") }]}>
      {t("body")}
      <RequestReference />
    </NotFound>
  );
}
