import { RequestReference } from "@/components/layout/request-reference";
import { getTranslator } from "@/components/locale/get-translator";
import { NotFound } from "@/components/ui/not-found";

export default async function ModelNotFound() {
  const t = await getTranslator("model.notFound");
  return (
    <NotFound
      title={t("title")}
      links={[
        { href: "/models", label: t("all") },
        { href: "/status#names", label: t("status") },
      ]}
    >
      {t("body")}
      <RequestReference />
    </NotFound>
  );
}
