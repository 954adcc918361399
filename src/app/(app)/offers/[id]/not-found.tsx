import { RequestReference } from "@/components/layout/request-reference";
import { getTranslator } from "@/components/locale/get-translator";
import { NotFound } from "@/components/ui/not-found";

export default async function OfferNotFound() {
  const t = await getTranslator("offer.notFound");
  return (
    <NotFound title={t("title")} links={[{ href: "/offers", label: t("market") }]}>
      {t("body")}
      <RequestReference />
    </NotFound>
  );
}
