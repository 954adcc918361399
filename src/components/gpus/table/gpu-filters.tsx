"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/forms/field";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { vendorNames } from "../gpu-words";
import { firstState, gpuSorts, gpuVendors, nextOrder, type TableState } from "./table-state";
import { changeTable } from "./use-table-state";

/** Sizes that cards come in; others can be asked for by the address. */
const sizesGib = [8, 16, 24, 32, 40, 48, 80, 96, 141, 180, 288] as const;

type GpuFiltersProps = { state: TableState };

/** Vendor and least VRAM; on a phone the order too, since cards have no heads to click. */
export function GpuFilters({ state }: GpuFiltersProps) {
  const t = useTranslations("gpus.filters");
  const { vendor, minVramGib } = state;
  const sizes = [...new Set([...sizesGib, ...(minVramGib === null ? [] : [minVramGib])])].sort(
    (a, b) => a - b,
  );
  return (
    <search aria-label={t("label")} className="flex flex-wrap items-end gap-3">
      <Field label={t("vendor")} size="compact">
        {(control) => (
          <Select
            {...control}
            className="w-44"
            value={vendor ?? ""}
            onChange={({ target }) =>
              changeTable((now) => ({
                ...now,
                vendor: gpuVendors.find((name) => name === target.value) ?? null,
              }))
            }
          >
            <option value="">{t("anyVendor")}</option>
            {gpuVendors.map((name) => (
              <option key={name} value={name}>
                {vendorNames[name]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("vram")} size="compact">
        {(control) => (
          <Select
            {...control}
            className="w-40"
            value={minVramGib ?? ""}
            onChange={({ target }) =>
              changeTable((now) => ({
                ...now,
                minVramGib: target.value === "" ? null : Number(target.value),
              }))
            }
          >
            <option value="">{t("anyVram")}</option>
            {sizes.map((gib) => (
              <option key={gib} value={gib}>
                {t("gib", { gib })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <OrderChoice state={state} />
      {(vendor !== null || minVramGib !== null) && (
        <Button
          tone="quiet"
          onClick={() => changeTable((now) => ({ ...now, vendor: null, minVramGib: null }))}
        >
          {t("clear")}
        </Button>
      )}
    </search>
  );
}

function OrderChoice({ state }: GpuFiltersProps) {
  const t = useTranslations("gpus");
  const orders = gpuSorts.flatMap((sort) => {
    const first = nextOrder({ ...firstState, sort: sort === "gpu" ? "vram" : "gpu" }, sort);
    return [first.isFalling, !first.isFalling].map((isFalling) => ({ sort, isFalling }));
  });
  return (
    <Field label={t("filters.sort")} size="compact" className="lg:hidden">
      {(control) => (
        <Select
          {...control}
          className="w-60"
          value={`${state.sort} ${state.isFalling}`}
          onChange={({ target }) => {
            const order = orders.find(({ sort, isFalling }) => `${sort} ${isFalling}` === target.value);
            if (order) changeTable((now) => ({ ...now, ...order }));
          }}
        >
          {orders.map(({ sort, isFalling }) => (
            <option key={`${sort} ${isFalling}`} value={`${sort} ${isFalling}`}>
              {t(isFalling ? "falling" : "rising", { column: t(`columns.${sort}`) })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
