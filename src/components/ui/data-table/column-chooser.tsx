"use client";

import { Checkbox } from "../checkbox";
import type { DataColumn } from "./column";

type ColumnChooserProps<Row> = {
  label: string;
  columns: readonly DataColumn<Row>[];
  shown: readonly string[];
  /** All ids that are to be shown now. */
  onChoose: (shown: string[]) => void;
};

/** A box for each column that may be hidden. */
export function ColumnChooser<Row>({ label, columns, shown, onChoose }: ColumnChooserProps<Row>) {
  const toggled = (id: string) => (shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id]);
  return (
    <fieldset className="mt-1 border-t pt-1">
      <legend className="sr-only">{label}</legend>
      {columns
        .filter(({ isFixed }) => !isFixed)
        .map(({ id, heading, title }) => (
          <Checkbox key={id} checked={shown.includes(id)} onChange={() => onChoose(toggled(id))}>
            {title ?? heading}
          </Checkbox>
        ))}
    </fieldset>
  );
}
