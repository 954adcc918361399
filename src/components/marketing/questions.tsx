import { getTranslator } from "@/components/locale/get-translator";
import { Icon } from "@/components/ui/icon";

const topics = ["from", "old", "rank", "paid", "rent", "data"] as const;

/** Opens and closes without JavaScript. */
export async function Questions() {
  const t = await getTranslator("landing.faq");
  return (
    <div className="max-w-[45rem] divide-y border-y">
      {topics.map((topic) => (
        <details key={topic} className="group">
          <summary className="flex min-h-12 list-none items-center justify-between gap-4 rounded-control py-3 text-16">
            {t(`${topic}Title`)}
            <Icon name="chevron-down" className="text-muted transition-transform group-open:rotate-180" />
          </summary>
          <p className="pb-4 text-16 text-muted">{t(topic)}</p>
        </details>
      ))}
    </div>
  );
}
