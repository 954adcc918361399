import Link from "next/link";
import { getTranslator } from "@/components/locale/translator";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

export default async function ModelNotFound() {
  const t = await getTranslator("model.notFound");
  return (
    <Card>
      <EmptyState
        level={1}
        title={t("title")}
        action={
          <span className="flex flex-wrap justify-center gap-2">
            <Link href="/models" className={buttonStyle("primary")}>
              {t("all")}
            </Link>
            <Link href="/status#names" className={buttonStyle()}>
              {t("status")}
            </Link>
          </span>
        }
      >
        {t("body")}
      </EmptyState>
    </Card>
  );
}
