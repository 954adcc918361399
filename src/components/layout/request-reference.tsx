import { headers } from "next/headers";
import { getTranslator } from "@/components/locale/get-translator";

/** The id of the request that rendered this page, for a page that says what is missing. */
export async function RequestReference() {
  const [t, id] = [await getTranslator("errors"), (await headers()).get("x-request-id")];
  if (id === null) return null;
  return (
    <p className="mt-4 text-12 text-faint">
      {t("request")} <code className="font-mono break-all select-all">{id}</code>
    </p>
  );
}
