import Link from "next/link";
import { getTranslator } from "@/components/locale/translator";
import { buttonStyle } from "@/components/ui/button-style";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

export default async function GpuNotFound() {
  const t = await getTranslator("gpus.notFound");
  return (
    <Card>
      <EmptyState
        level={1}
        title={t("title")}
        action={
          <Link href="/gpus" className={buttonStyle("primary")}>
            {t("back")}
          </Link>
        }
      >
        {t("body")}
      </EmptyState>
    </Card>
  );
}
