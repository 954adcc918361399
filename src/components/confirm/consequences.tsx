import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-outlines";

type ConsequencesProps = { icon: IconName; title: string; sentences: readonly string[] };

/** The consequences of an action, in whole sentences under one title. */
export function Consequences({ icon, title, sentences }: ConsequencesProps) {
  return (
    <div className="flex items-start gap-2.5 text-14">
      <Icon name={icon} className="mt-[3px] text-muted" />
      <div className="min-w-0">
        <h3 className="font-medium">{title}</h3>
        <ul className="text-muted">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
