import { z } from "zod";
import { optionalText } from "../map-rows";
import { momentOf, type Refusal, unmappedGpu } from "../row-report";
import { gpuSkus } from "./machine-types";

/** Hours by which Google turns the monthly price of a local disk into an hourly one. */
const HOURS_PER_MONTH = 730n;
const NANOS_PER_USD = 1_000_000_000n;
const ATTOS_PER_NANO = 1_000_000_000n;
/** The same for a price per GB; a GiB is 1.073741824 GB. */
const ATTOS_PER_NANO_BY_GIB = 1_073_741_824n;

/** Groups of the catalogue that contain the parts of a VM. */
const partGroups = new Set(["CPU", "RAM", "N1Standard", "GPU", "LocalSSD"]);
export const LOCAL_DISK = "local disk";

const category = z.object({ resourceGroup: z.string(), usageType: z.string() });
/** An item of the billing catalogue, as far as it can be a part of a machine. */
export const sku = z.object({
  description: z.string().min(1),
  category,
  serviceRegions: z.array(z.string()),
  /** Read only for parts that we add up; other items are priced in other shapes. */
  pricingInfo: z.unknown(),
});
export type Sku = z.infer<typeof sku>;
const categorised = z.object({ category });

/** A timeline, the oldest price first. `units` is a whole number in a string. */
const pricingInfo = z
  .array(
    z.object({
      effectiveTime: optionalText,
      pricingExpression: z.object({
        usageUnit: z.string(),
        tieredRates: z
          .array(
            z.object({
              startUsageAmount: z.literal(0).optional(),
              unitPrice: z.object({
                currencyCode: z.literal("USD"),
                units: z.string().regex(/^\d{1,9}$/),
                nanos: z.int().min(0).max(999_999_999),
              }),
            }),
          )
          .length(1),
      }),
    }),
  )
  .min(1);

/** In attodollars per hour for one vCPU, GiB or GPU; a part that is named twice keeps all its prices. */
export type Rates = Map<string, Map<string, Set<bigint>>>;

type Part = { name: string; unit: "h" | "GiBy.h" | "GiBy.mo"; isSpot: boolean };

/** Records the price of a part in each of its regions. Returns a refusal if it cannot be read, and null otherwise. */
export function takeRate(row: Sku, rates: Rates, now: Date): Refusal | null {
  const part = partOf(row);
  if (part === null || "refused" in part) return part;
  const rate = rateOf(row.pricingInfo, part.unit, now);
  if (typeof rate === "object") return rate;
  const key = partKey(part.name, part.isSpot);
  const byRegion = rates.get(key) ?? new Map<string, Set<bigint>>();
  for (const region of row.serviceRegions)
    byRegion.set(region, (byRegion.get(region) ?? new Set()).add(rate));
  rates.set(key, byRegion);
  return null;
}

export function partKey(name: string, isSpot: boolean): string {
  return `${name}:${isSpot ? "spot" : "on-demand"}`;
}

const otherSales =
  /sole tenancy|reserved|commitment|custom|premium|suspended|dws|calendar mode|capacity optimized|extended|workstation/i;
const place = "[\\p{L}\\d ,.'()-]{1,60}";
const hostName = new RegExp(
  `^(?:Spot Preemptible )?(N1 Predefined|A2|A3|A3Plus|A3Ultra|G2|G4) Instance (Core|Ram) running in ${place}$`,
  "u",
);
const gpuName = new RegExp(
  `^(?:Spot Preemptible )?(.+?)(?: GPU)?(?: attached to Spot Preemptible VMs)? running in ${place}$`,
  "u",
);
const diskName = new RegExp(
  `^SSD backed Local Storage(?: attached to Spot Preemptible VMs)?(?: (?:running )?in ${place})?$`,
  "u",
);

/** Null for other items. The description also marks spot, because some spot GPUs are filed under OnDemand. */
function partOf({ description, category: { resourceGroup, usageType } }: Sku): Part | Refusal | null {
  if (otherSales.test(description)) return null;
  const isSpot = usageType === "Preemptible" || /\bspot preemptible\b/i.test(description);
  if (resourceGroup === "GPU") {
    const found = gpuName.exec(description)?.[1];
    const gpu = found === undefined ? undefined : gpuSkus.get(found);
    if (gpu === undefined) return unmappedGpu(found ?? description, null);
    return { name: gpu, unit: "h", isSpot };
  }
  const [, family, resource] = hostName.exec(description) ?? [];
  if (family !== undefined)
    return { name: `${family} ${resource}`, unit: resource === "Ram" ? "GiBy.h" : "h", isSpot };
  return diskName.test(description) ? { name: LOCAL_DISK, unit: "GiBy.mo", isSpot } : null;
}

function rateOf(pricing: unknown, unit: Part["unit"], now: Date): bigint | Refusal {
  const timeline = pricingInfo.safeParse(pricing).data;
  const inForce = timeline?.filter(({ effectiveTime }) => (momentOf(effectiveTime) ?? now) <= now);
  const first = timeline?.[0]?.effectiveTime?.slice(0, 10);
  if (inForce?.length === 0 && first)
    return { refused: { code: "sale.not_yet_in_force", parameters: { from: first } } };
  const expression = inForce?.at(-1)?.pricingExpression;
  const money = expression?.tieredRates[0]?.unitPrice;
  if (!expression || !money) return { refused: { code: "price.undocumented", parameters: {} } };
  const nanos = BigInt(money.units) * NANOS_PER_USD + BigInt(money.nanos);
  if (nanos === 0n) return { refused: { code: "price.not_above_zero", parameters: { stated: "0" } } };
  if (unit === "GiBy.h" && expression.usageUnit === "GBy.h") return nanos * ATTOS_PER_NANO_BY_GIB;
  if (expression.usageUnit !== unit)
    return { refused: { code: "price.unit", parameters: { unit: expression.usageUnit, expected: unit } } };
  const attos = nanos * ATTOS_PER_NANO;
  return unit === "GiBy.mo" ? attos / HOURS_PER_MONTH : attos;
}

/** Nine tenths of the catalogue are other items. Unclear items stay, to be refused and counted. */
export function mayBePart(row: unknown): boolean {
  const found = categorised.safeParse(row);
  if (!found.success) return true;
  const { resourceGroup, usageType } = found.data.category;
  return partGroups.has(resourceGroup) && (usageType === "OnDemand" || usageType === "Preemptible");
}
