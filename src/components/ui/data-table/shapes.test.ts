import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { column, type DataColumn } from "./column";
import { DataCards } from "./data-cards";
import { DataTable, type DataTableProps } from "./data-table";
import { plainModel } from "./plain-model";

type Line = { id: string; label: string; cents: number; note: string | null };

const rows: Line[] = [
  { id: "one", label: "GPU", cents: 200, note: null },
  { id: "two", label: "Disk", cents: 50, note: "<1 h>" },
];
const columns: DataColumn<Line>[] = [
  column("label", "Line", ({ label }) => label, { card: { slot: "title" } }),
  column("cents", "Amount", ({ cents }) => cents, {
    isNumber: true,
    card: { slot: "fact", heading: "Costs" },
    total: (all) => all.reduce((sum, { cents }) => sum + cents, 0),
  }),
  column("note", "Note", ({ note }) => note, { card: { slot: "footer" } }),
  column("secret", "Wide only", () => "wide"),
];

function tableOf(props: Partial<DataTableProps<Line>> = {}): string {
  const model = plainModel(columns, rows);
  return renderToStaticMarkup(
    createElement(DataTable<Line>, { model, label: "Invoice", rowId: ({ id }) => id, ...props }),
  );
}

describe("DataTable", () => {
  it("has a caption, a head for each column, and a row header in each row", () => {
    const html = tableOf();
    expect(html).toContain(">Invoice</caption>");
    expect(html.match(/<th scope="col"/g)).toHaveLength(columns.length);
    expect([...html.matchAll(/<th scope="row"[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual([
      "GPU",
      "Disk",
    ]);
  });

  it("marks the head that is sorted, and only heads that sort are buttons", () => {
    const model = plainModel(columns, rows);
    const heads = model.heads.map((head) =>
      head.column.id === "cents"
        ? { ...head, sorted: "descending" as const, toggleSort: () => undefined }
        : head,
    );
    const html = tableOf({ model: { ...model, heads } });
    expect(html.match(/aria-sort="descending"/g)).toHaveLength(1);
    expect(html.match(/<button/g)).toHaveLength(1);
  });

  it("adds up under the columns that have a total, and has no such row otherwise", () => {
    expect(/<tfoot>.*<\/tfoot>/.exec(tableOf())?.[0]).toContain(">250</td>");
    const model = plainModel(
      columns.map(({ total: _, ...rest }) => rest),
      rows,
    );
    expect(tableOf({ model })).not.toContain("<tfoot>");
  });

  it("puts more about a row under it, in a group with it", () => {
    const html = tableOf({ detail: ({ note }) => note, rowAttributes: ({ id }) => ({ "data-line": id }) });
    expect(html.match(/<tbody[^>]*data-line=/g)).toHaveLength(2);
    expect(html.match(/<td colSpan="4"/g)).toHaveLength(1);
  });

  it("ticks rows in their first cell", () => {
    const selection = {
      isSelected: (id: string) => id === "two",
      onToggle: () => undefined,
      labelOf: ({ label }: Line) => `Choose ${label}`,
    };
    const boxes = [...tableOf({ selection }).matchAll(/<input[^>]*>/g)].map(([box]) => box);
    expect(boxes.map((box) => /aria-label="([^"]*)"/.exec(box)?.[1])).toEqual(["Choose GPU", "Choose Disk"]);
    expect(boxes.map((box) => box.includes("checked"))).toEqual([false, true]);
  });
});

describe("DataCards", () => {
  const html = renderToStaticMarkup(
    createElement(DataCards<Line>, { columns, rows, rowId: ({ id }) => id, headingLevel: 3 }),
  );
  const [gpu = "", disk = ""] = html.split("</li>");

  it("puts each column where it says, under the name that it has there", () => {
    expect(gpu).toMatch(/<h3[^>]*>GPU<\/h3>/);
    expect(gpu).toMatch(/<dt[^>]*>Costs<\/dt><dd[^>]*>200<\/dd>/);
    expect(disk).toContain("&lt;1 h&gt;");
  });

  it("leaves out columns of the table alone, and what a row does not have", () => {
    expect(html).not.toContain("wide");
    expect(gpu.endsWith("</dl></div>")).toBe(true);
  });
});
