import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { parseGpuName } from "./gpu";

type Row = Record<string, string>;
type Accelerator = { name: string; count: number; vramGib: number | undefined };

const folder = process.env.CATALOG_DIR ?? path.resolve(process.cwd(), "../shared/catalog");
const isMissing = !existsSync(folder);
if (isMissing) console.warn(`price catalogue not found at ${folder}: its GPU names are not checked`);

const infoSize = (row: Row) => Number(/SizeInMiB['"]+: *(\d+)/.exec(row.GpuInfo ?? "")?.[1] ?? Number.NaN);
const accelerator = (row: Row, vramGib?: number): Accelerator[] => [
  { name: row.AcceleratorName ?? "", count: Number(row.AcceleratorCount), vramGib },
];
const perGpuMib = (row: Row) => accelerator(row, infoSize(row) / 1024);
const nameOnly = (row: Row) => accelerator(row);

/** How each file states VRAM; the catalogue's README lists the pitfalls. */
const readers: Record<string, (row: Row) => Accelerator[]> = {
  "aws.csv": perGpuMib,
  "gcp.csv": perGpuMib,
  "lambda.csv": perGpuMib,
  "nebius.csv": perGpuMib,
  "verda.csv": perGpuMib,
  "azure.csv": nameOnly,
  "paperspace.csv": nameOnly,
  "hyperbolic.csv": (row) => [
    {
      name: /'Name': '([^']+)'/.exec(row.GpuInfo ?? "")?.[1] ?? "",
      count: Number(row.AcceleratorCount),
      vramGib: infoSize(row) / 1024,
    },
  ],
  "runpod.csv": (row) => accelerator(row, infoSize(row)),
  "shadeform.csv": (row) => accelerator(row, infoSize(row)),
  "runpod_v7.csv": (row) => accelerator(row, Number(row.MemoryGiB) / Number(row.AcceleratorCount)),
  "vast.csv": (row) => accelerator(row, infoSize(row) / Number(row.AcceleratorCount) / 1024),
  "huggingface.csv": (row) =>
    row.Section === "CPU"
      ? []
      : [row.Architecture ?? "", row.InstanceType ?? ""].map((name) => ({
          name,
          count: Number(row.Count),
          vramGib: Number.parseFloat(row.Memory ?? "") / Number(row.Count),
        })),
  // Below the cards, the file lists serverless pools with a second header line.
  "runpod_gpu_types.csv": (row) =>
    row.GpuId === "Pool ID"
      ? []
      : [row.GpuId?.startsWith("`") ? "" : row.GpuId, ...(row.DisplayName ?? "").split(",")].map((name) => ({
          name: (name ?? "").trim(),
          count: 1,
          vramGib: Number.parseFloat(row.MemoryGB ?? ""),
        })),
  "runpod_serverless.csv": (row) =>
    (row.GpuTypes ?? "")
      .split(",")
      .map((name) => ({ name: name.trim(), count: 1, vramGib: Number.parseFloat(row.Memory ?? "") })),
  "published_lists.csv": (row) => [
    {
      name: (row.Item ?? "").replace(/ (?:secure|community|dedicated|custom deployment|slice)$/, ""),
      count: Number(row.GpuCount),
      vramGib: undefined,
    },
  ],
};

/** Names that must not resolve, as "name @ VRAM hint", and why. */
const refused: Record<string, Record<string, string>> = {
  "azure.csv": {
    V100: "16 or 32 GB, the file does not say",
    H100: "80 or 94 GB, the file does not say",
    A100: "40 or 80 GB, the file does not say",
  },
  "paperspace.csv": {
    H100: "80 or 94 GB, the file does not say",
    V100: "16 or 32 GB, the file does not say",
  },
  "runpod_v7.csv": {
    "L40S @ 62": "MemoryGiB is host RAM in this row",
    "L40S @ 188": "MemoryGiB is host RAM in this row",
    "L40S @ 376": "MemoryGiB is host RAM in this row",
    "L40S @ 752": "MemoryGiB is host RAM in this row",
  },
  "vast.csv": {
    "RTX4090 @ 48": "a modded card",
    "RTX4070 @ 16": "a folded RTX 4070 Ti SUPER",
    "RTX4060 @ 16": "a folded RTX 4060 Ti",
    "RTX3060 @ 8": "a folded RTX 3060 Ti",
  },
  "huggingface.csv": {
    "NVIDIA B200 @ 256": "an error of the page: the card has 180",
    "nvidia-b200 @ 256": "an error of the page: the card has 180",
  },
  "runpod_gpu_types.csv": {
    "NVIDIA RTX PRO 6000 Blackwell Server Edition MIG 1g.24gb @ 24": "a slice",
    "PRO 6000 MIG 24GB @ 24": "a slice",
    "NVIDIA RTX PRO 6000 Blackwell Server Edition MIG 2g.48gb @ 48": "a slice",
    "PRO 6000 MIG 48GB @ 48": "a slice",
    "A4500 @ 16": "20 GB card in the 16 GB pool",
    "RTX 4000 @ 16": "the Quadro of that name has 8 GB, the Ada card 20",
    "RTX 2000 @ 16": "not a full name: there are Ada and PRO cards with 16 GB",
  },
  "runpod_serverless.csv": {
    "A4500 @ 16": "20 GB card in the 16 GB pool",
    "RTX 4000 @ 16": "the Quadro of that name has 8 GB, the Ada card 20",
    "4090 PRO @ 24": "a price tier, not a card",
    "6000 Ada PRO @ 48": "a price tier, not a card",
    "H100 PRO @ 80": "a price tier, not a card",
    "H200 PRO @ 141": "a price tier, not a card",
    "6000s PRO @ 96": "a price tier, not a card",
  },
  "published_lists.csv": {
    "A100 PCIe": "40 or 80 GB, the list does not say",
    "A100 SXM": "40 or 80 GB, the list does not say",
    A100: "40 or 80 GB, the list does not say",
    H100: "80 or 94 GB, the list does not say",
    "gpu-h100": "80 or 94 GB, the list does not say",
    "gpu-a100-large": "a machine size",
    "H100 or H200": "two cards",
    "p5.48xlarge us-east-1": "a machine",
    "p4d.24xlarge us-east-1": "a machine",
    "p4de.24xlarge": "a machine",
    Standard_ND96isr_H100_v5: "a machine",
    Standard_ND96asr_v4: "a machine",
    "a3-highgpu-1g": "a machine",
  },
};

for (const [file, read] of Object.entries(readers)) {
  const title = `every accelerator in ${file} has one product, or is refused for a known reason`;
  it.skipIf(isMissing)(isMissing ? `${title} (skipped: no catalogue)` : title, () => {
    const found = new Map<string, Set<string | null>>();
    for (const { name, count, vramGib } of readCsv(path.join(folder, file)).flatMap(read)) {
      if (name === "") continue;
      const label = vramGib === undefined ? name : `${name} @ ${Math.round(vramGib)}`;
      const parsed = parseGpuName(name, { vramGib, count });
      if (parsed !== null) expect(parsed.count).toBe(count);
      found.set(label, (found.get(label) ?? new Set()).add(parsed?.id ?? null));
    }
    const nulls = [...found].filter(([, ids]) => ids.has(null)).map(([label]) => label);
    expect(nulls.sort()).toEqual(Object.keys(refused[file] ?? {}).sort());
    expect([...found].filter(([, ids]) => ids.size !== 1)).toEqual([]);
    expect(found.size).toBeGreaterThan(nulls.length);
  });
}

it.skipIf(isMissing)("every price file of the catalogue is read here", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".csv"));
  expect(Object.keys(readers).sort()).toEqual(files.sort());
});

function readCsv(file: string): Row[] {
  const [header = [], ...rows] = parseCsv(readFileSync(file, "utf8"));
  return rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ""])));
}

/** Quoted fields, doubled quotes, CRLF or LF; no line breaks inside fields, which the catalogue does not have. */
function parseCsv(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) =>
      [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
      ),
    );
}
