"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ColumnChooser } from "@/components/ui/data-table/column-chooser";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { useOfferColumns } from "../table/offer-columns";
import type { TableView } from "./use-table-view";

/** Which columns, how tall the rows, and whether changes are read out. */
export function ViewMenu({ view }: { view: TableView }) {
  const t = useTranslations("offers");
  const trigger = (
    <Button size="compact">
      <Icon name="columns-3" size={14} />
      {t("view")}
    </Button>
  );
  return (
    <Popover label={t("view")} align="end" trigger={trigger}>
      <div className="w-80 max-w-[calc(100vw-2rem)]">
        <div className="flex items-center justify-between gap-2 px-1 pb-2">
          <span className="text-12 text-faint">{t("rowHeight")}</span>
          <Segmented
            label={t("rowHeight")}
            name="density"
            options={[
              { value: "compact", label: t("compact") },
              { value: "regular", label: t("regular") },
            ]}
            value={view.isCompact ? "compact" : "regular"}
            onChange={(value) => view.setCompact(value === "compact")}
          />
        </div>
        <Checkbox checked={view.isAnnouncing} onChange={() => view.setAnnouncing(!view.isAnnouncing)}>
          {t("announce")}
        </Checkbox>
        <ColumnChooser
          label={t("columnChoice")}
          columns={useOfferColumns()}
          shown={view.shown}
          onChoose={view.choose}
        />
        <Button tone="quiet" size="compact" className="mt-1" onClick={() => view.choose(null)}>
          {t("columnsReset")}
        </Button>
      </div>
    </Popover>
  );
}
