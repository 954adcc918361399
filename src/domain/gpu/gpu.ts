import { type GpuAlias, gpuAliases } from "./gpu-aliases";
import { type GpuNameParts, gpuNameKey, readGpuName } from "./gpu-name";
import type { FormFactor, GpuSegment, GpuVendor } from "./gpu-row";
import { gpuGroups } from "./gpu-table";
import { plainName } from "./plain-name";

/** One product. The same id means the same chip, memory and form. */
export type Gpu = {
  /** Kebab-case, stable, stored in offers: family, form if the family has several, VRAM. */
  id: string;
  vendor: GpuVendor;
  /** For display: "H100 SXM". */
  model: string;
  /** What a buyer searches for: "H100". */
  family: string;
  /** The vendor's nominal figure, per GPU. */
  vramGib: number;
  /** null: the feed did not state it, or the product has none. */
  formFactor: FormFactor | null;
  architecture: string;
  segment: GpuSegment;
  releasedYear: number;
};

export type ParsedGpuName = {
  id: string;
  vendor: GpuVendor;
  /** The product's nominal VRAM per GPU, not the hint. */
  vramGib: number;
  /** Number of GPUs; 1 when neither name nor hint states it. Below 1 only when the hint is. */
  count: number;
  formFactor: FormFactor | null;
};

type Listing = { gpu: Gpu; limit: NameLimit | null; alsoReportedGib: number | null };
/** The signs before a name in the table. */
type NameLimit = "~" | "+" | "-";

/** Drivers, data sheets and price pages state the same memory in GB or GiB, with or without ECC. */
const VRAM_TOLERANCE = 0.07;

/** All known GPUs, grouped by vendor and generation. */
export const gpus: readonly Gpu[] = gpuGroups.flatMap(({ vendor, architecture, segment, rows }) =>
  rows.map(([id, model, family, vramGib, formFactor, releasedYear]) => ({
    id,
    vendor,
    model,
    family,
    vramGib,
    formFactor,
    architecture,
    segment,
    releasedYear,
  })),
);

const aliasesByKey = new Map(gpuAliases.map((alias) => [aliasKey(alias.raw), alias]));
const gpusById: ReadonlyMap<string, Gpu> = new Map(gpus.map((gpu) => [gpu.id, gpu]));
const listingsByKey = indexNames();

/** The GPU with this canonical id, or null. */
export function gpuById(id: string): Gpu | null {
  return gpusById.get(id) ?? null;
}

/**
 * Maps a vendor's GPU text to the canonical product.
 *
 * Every word must be understood: a remaining word ("Laptop", "MIG", "X") makes the card unknown, never a similar product. A name
 * that cannot be composed from known words may still be listed in `gpu-aliases`. Typography does not matter (`plainName`).
 *
 * @param raw "NVIDIA H100 80GB HBM3", "8x A100 (80 GB SXM4)", "nvidia-tesla-t4", "RTX6000Ada"; case and separators do not matter.
 * @param hints.vramGib memory per GPU in GB or GiB; must agree with the product within 7 %.
 * @param hints.count GPUs in the offer; must agree with a count in the text; below 1 for a fraction of a card.
 * @returns null when unknown, contradictory, or ambiguous (an A100 without VRAM). A form factor that the text omits is
 *   never guessed: such names map to the row with form factor null. Linear in the length of `raw`.
 */
export function parseGpuName(
  raw: string,
  hints: { vramGib?: number; count?: number } = {},
): ParsedGpuName | null {
  const name = readGpuName(raw);
  const count = agreedCount(name?.count ?? null, hints.count);
  const found = name === null ? null : findGpu(name, hints.vramGib);
  const gpu = found ?? findAlias(raw, hints.vramGib);
  if (count === null || gpu === null) return null;
  return { id: gpu.id, vendor: gpu.vendor, vramGib: gpu.vramGib, count, formFactor: gpu.formFactor };
}

function findAlias(raw: string, hintGib: number | undefined): Gpu | null {
  const alias = aliasesByKey.get(aliasKey(raw));
  return alias === undefined ? null : aliasedGpu(alias, hintGib);
}

/** The GPU that an alias names, or null if the stated VRAM does not agree with it. */
export function aliasedGpu({ gpuId, vramGib }: GpuAlias, hintGib: number | undefined): Gpu | null {
  const gpu = gpuById(gpuId);
  if (gpu === null || (vramGib !== undefined && hintGib === undefined)) return null;
  const stated = vramGib ?? gpu.vramGib;
  return hintGib === undefined || Math.abs(hintGib / stated - 1) <= VRAM_TOLERANCE ? gpu : null;
}

/** The key of an alias, unique in the table: two aliases with one key would give two GPUs the same name. */
export function aliasKey(raw: string): string {
  return (plainName(raw) ?? "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function findGpu(name: GpuNameParts, hintGib: number | undefined): Gpu | null {
  const whole = listingsByKey.get(name.keyWithMemory);
  const sizes = whole && name.keyWithMemory !== name.key ? [] : [...name.vramGib];
  if (hintGib !== undefined) sizes.push(hintGib);
  const form = name.form ?? formByMemory(name);
  const candidates = (whole ?? listingsByKey.get(name.key) ?? [])
    .filter(({ gpu }) => isCompatible(gpu, name) && (form === null || gpu.formFactor === form))
    .filter((listing) => sizes.every((gib) => hasVram(listing, gib)));
  // An exact figure names its own card, even a rare one that the text does not name fully, and never the next larger one.
  const exact = candidates.filter(({ gpu }) => sizes.length > 0 && sizes.every((gib) => gib === gpu.vramGib));
  const fitting = (exact.length > 0 ? exact : candidates)
    .filter(({ limit }) => limit === null || isAllowed(limit, { name, form, isSizeKnown: sizes.length > 0 }))
    .map(({ gpu }) => gpu);
  if (new Set(fitting.map((gpu) => gpu.vramGib)).size !== 1) return null;
  if (fitting.length === 1) return fitting[0] ?? null;
  return fitting.find((gpu) => gpu.formFactor === null) ?? null;
}

/** The driver's name for an H100 SXM states HBM3 but no form. The PCIe card has HBM2e, and the NVL states NVL. */
function formByMemory(name: GpuNameParts): FormFactor | null {
  if (name.key !== "h100") return null;
  if (name.memoryType === "hbm3") return "sxm";
  return name.memoryType === "hbm2e" ? "pcie" : null;
}

function isCompatible(gpu: Gpu, name: GpuNameParts): boolean {
  if (name.vendor !== null && name.vendor !== gpu.vendor) return false;
  if (name.segment !== null && name.segment !== gpu.segment) return false;
  return name.architecture === null || gpu.architecture.toLowerCase().includes(name.architecture);
}

type Stated = { name: GpuNameParts; form: FormFactor | null; isSizeKnown: boolean };

function isAllowed(limit: NameLimit, { name, form, isSizeKnown }: Stated): boolean {
  const isQuadro = name.segment === "workstation";
  if (limit === "+") return form !== null && isSizeKnown;
  if (limit === "-") return !isQuadro;
  return isSizeKnown || name.architecture !== null || isQuadro;
}

function hasVram({ gpu, alsoReportedGib }: Listing, gib: number): boolean {
  const isNear = (nominalGib: number) => Math.abs(gib / nominalGib - 1) <= VRAM_TOLERANCE;
  return isNear(gpu.vramGib) || (alsoReportedGib !== null && isNear(alsoReportedGib));
}

function agreedCount(named: number | null, hinted: number | undefined): number | null {
  if (named !== null && hinted !== undefined && named !== hinted) return null;
  const count = named ?? hinted ?? 1;
  return count > 0 && Number.isFinite(count) ? count : null;
}

function indexNames(): ReadonlyMap<string, readonly Listing[]> {
  const index = new Map<string, Listing[]>();
  for (const [id, , , , , , names, alsoReportedGib = null] of gpuGroups.flatMap((group) => group.rows)) {
    const gpu = gpusById.get(id);
    if (gpu === undefined) throw new Error(`the GPU table has no product for row ${id}`);
    for (const name of names) {
      const limit = limitOf(name);
      const key = gpuNameKey(name.slice(limit === null ? 0 : 1).split(" "));
      index.set(key, [...(index.get(key) ?? []), { gpu, limit, alsoReportedGib }]);
    }
  }
  return index;
}

function limitOf(name: string): NameLimit | null {
  const [sign] = name;
  return sign === "~" || sign === "+" || sign === "-" ? sign : null;
}
