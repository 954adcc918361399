import type { CatalogueFile } from "../../../prisma/catalogue/load";
import { badPrices, hostileName } from "../../faults";
import type { Random } from "../../random";
import { type FeedRequest, jsonReply, type Reply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { type Machine, price, usd } from "../state";
import { FilterError, type Row, readFilter } from "./odata-filter";

const PAGE_SIZE = 1000;

/** Sizes that the price list of 2024 lacks: GPUs, GB per card, USD per hour for the VM. */
const additionalSizes = [
  ["Standard_ND96isr_H200_v5", "H200", 8, 141, 84.8],
  ["Standard_ND96isr_MI300X_v5", "MI300X", 8, 192, 48],
  ["Standard_ND128isr_NDR_GB200_v6", "GB200", 4, 186, 108],
  ["Standard_NV6ads_A10_v5", "A10", 1 / 6, 24, 0.454],
  ["Standard_NV12ads_A10_v5", "A10", 1 / 3, 24, 0.908],
  ["Standard_NV18ads_A10_v5", "A10", 1 / 2, 24, 1.6],
] as const;

/** Sizes whose accelerator none of our tables knows: FPGAs, and a size that was never sold widely. */
export const azureUnknownSizes = ["Standard_NP10s", "Standard_NC8ads_A10_v4"] as const;

/** Regions that the price list lacks, and their price relative to eastus. */
const additionalRegions = [
  ["centralus", 1.1],
  ["westeurope", 1.18],
  ["northeurope", 1.05],
  ["uksouth", 1.22],
  ["swedencentral", 1.04],
  ["japaneast", 1.3],
  ["australiaeast", 1.28],
  ["southeastasia", 1.25],
  ["centralindia", 1.12],
  ["canadacentral", 1.1],
  ["francecentral", 1.2],
  ["germanywestcentral", 1.19],
  ["italynorth", 1.17],
  ["koreacentral", 1.21],
  ["northcentralus", 1.02],
  ["norwayeast", 1.16],
  ["polandcentral", 1.15],
  ["southafricanorth", 1.33],
  ["switzerlandnorth", 1.38],
  ["uaenorth", 1.27],
] as const;

/** A VM size in one region; `gpu` is empty for a size without one. */
export function seedAzure(list: CatalogueFile, random: Random): Machine[] {
  const seen = new Map<string, Machine>();
  for (const offer of list.offers) {
    const { instanceType, gpuRaw, gpuCount, vramGib, region, vcpus, ramGib } = offer;
    const id = `${instanceType}/${region}`;
    const found = seen.get(id) ?? {
      id,
      instanceType,
      gpu: gpuRaw,
      gpuCount,
      vramGib,
      places: [region ?? "eastus"],
      onDemand: null,
      spot: null,
      stock: "high" as const,
      vcpus,
      ramGib,
    };
    const listed = price(Number(offer.usdPerGpuHour));
    seen.set(id, offer.isSpot ? { ...found, spot: listed } : { ...found, onDemand: listed });
  }
  const listed = [...seen.values()];
  const inEastUs = [
    ...listed.filter(({ places }) => places[0] === "eastus"),
    ...additionalSizes.map(toMachine),
  ];
  const unknown = azureUnknownSizes.map((size) => toMachine([size, "", 1, 24, 1.65]));
  return [
    ...listed,
    ...additionalSizes.map(toMachine),
    ...unknown,
    ...additionalRegions.flatMap(([region, factor]) =>
      inEastUs.map((machine) => moved(machine, { region, factor }, random)),
    ),
  ];
}

/** `GET /api/retail/prices`. */
export function answerAzure(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  if (request.path !== "/api/retail/prices") return jsonReply({ Message: "Not Found" }, 404);
  if (request.method !== "GET") return jsonReply({ Message: "Method Not Allowed" }, 405);
  const skip = Number(request.query.get("$skip") ?? 0);
  if (!Number.isInteger(skip) || skip < 0) return invalid("Invalid OData parameters supplied");
  try {
    const filter = request.query.get("$filter");
    const items = [...machines.flatMap(itemsOf), ...(fault?.fault === "empty" ? [] : itemsWithoutGpu)];
    const test = filter === null ? () => true : readFilter(filter, fields);
    const found = items.filter((item) => test(item));
    return page(fault?.fault === "bad_rows" ? spoilt(found) : found, { skip, filter });
  } catch (error) {
    if (error instanceof FilterError) return invalid(`Invalid OData parameters supplied: ${error.message}`);
    throw error;
  }
}

/** As in the real feed, the link leads to the real host and port. A caller that pages by `$skip` stays on the simulator. */
function page(items: Row[], { skip, filter }: { skip: number; filter: string | null }): Reply {
  const shown = items.slice(skip, skip + PAGE_SIZE);
  const hasMore = skip + PAGE_SIZE < items.length;
  const query = filter === null ? "" : `$filter=${encodeURIComponent(filter)}&`;
  return jsonReply({
    BillingCurrency: "USD",
    CustomerEntityId: "Default",
    CustomerEntityType: "Retail",
    Items: shown,
    NextPageLink: hasMore
      ? `https://prices.azure.com:443/api/retail/prices?${query}$skip=${skip + PAGE_SIZE}`
      : null,
    Count: shown.length,
  });
}

function invalid(message: string): Reply {
  return jsonReply({ Error: { Code: "BadRequest", Message: message } }, 400);
}

/** The feed's rows for one size in one region: Linux and Windows, spot, low priority, dev/test, a free row, a reservation. */
function itemsOf(machine: Machine): Row[] {
  const whole = usd(machine.onDemand, machine.gpuCount);
  const spot = usd(machine.spot, machine.gpuCount);
  const rows: (Row | null)[] = [
    whole === null ? null : itemOf(machine, whole, {}),
    spot === null ? null : itemOf(machine, spot, { suffix: " Spot" }),
    whole === null ? null : itemOf(machine, round(whole * 1.4), { isWindows: true }),
    whole === null ? null : itemOf(machine, round(whole * 0.2), { suffix: " Low Priority" }),
    whole === null ? null : itemOf(machine, whole, { isWindows: true, type: "DevTestConsumption" }),
    whole === null
      ? null
      : itemOf(machine, round(whole * 8760 * 0.6), { type: "Reservation", reservationTerm: "1 Year" }),
    machine.places[0] === "westus3" ? itemOf(machine, 0, {}) : null,
  ];
  return rows.filter((row) => row !== null);
}

type Variant = { suffix?: string; isWindows?: boolean; type?: string; reservationTerm?: string };

function itemOf(machine: Machine, retailPrice: number, variant: Variant): Row {
  const { suffix = "", isWindows = false, type = "Consumption", reservationTerm } = variant;
  const size = machine.instanceType.replace("Standard_", "");
  const meterName = `${size.replaceAll("_", " ")}${suffix}`;
  const region = machine.places[0] ?? "eastus";
  const key = `${machine.id}${suffix}${isWindows ? "w" : ""}${type}`;
  return {
    currencyCode: "USD",
    tierMinimumUnits: 0,
    retailPrice,
    unitPrice: retailPrice,
    armRegionName: region,
    location: region,
    effectiveStartDate: "2026-10-01T00:00:00Z",
    meterId: key,
    meterName,
    productId: `DZH318Z0${size}`,
    skuId: `DZH318Z0${key}`,
    availabilityId: null,
    productName: `Virtual Machines ${size.replace(/\d+/, "")} Series${isWindows ? " Windows" : ""}`,
    skuName: meterName,
    serviceName: "Virtual Machines",
    serviceId: "DZH313Z7MMC8",
    serviceFamily: "Compute",
    unitOfMeasure: "1 Hour",
    type,
    isPrimaryMeterRegion: true,
    armSkuName: machine.instanceType,
    ...(reservationTerm === undefined ? {} : { reservationTerm }),
  };
}

function toMachine([instanceType, gpu, gpuCount, vramGib, vmUsd]: readonly [
  string,
  string,
  number,
  number,
  number,
]): Machine {
  return {
    id: `${instanceType}/eastus`,
    instanceType,
    gpu,
    gpuCount,
    vramGib,
    places: ["eastus"],
    onDemand: price(vmUsd / gpuCount),
    spot: price((vmUsd / gpuCount) * 0.3),
    stock: "high" as const,
    vcpus: null,
    ramGib: null,
  };
}

function moved(
  machine: Machine,
  { region, factor }: { region: string; factor: number },
  random: Random,
): Machine {
  const there = factor * random.between(0.98, 1.02);
  const scaled = (from: Machine["spot"]) => from && price((from.anchor / 1_000_000) * there);
  return {
    ...machine,
    id: `${machine.instanceType}/${region}`,
    places: [region],
    onDemand: scaled(machine.onDemand),
    spot: scaled(machine.spot),
  };
}

function round(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

/** Machines without GPUs: without a filter on the size the list consists mostly of these. */
const itemsWithoutGpu: Row[] = ["eastus", "westus2", "westeurope"].flatMap((region) =>
  Array.from({ length: 60 }, (_, index) =>
    itemOf(
      {
        id: `Standard_D${index}s_v5/${region}`,
        instanceType: `Standard_D${index}s_v5`,
        gpu: "",
        gpuCount: 1,
        vramGib: 0,
        places: [region],
        onDemand: null,
        spot: null,
        stock: "high",
        vcpus: index,
        ramGib: index * 4,
      },
      round(0.048 * (index + 1)),
      {},
    ),
  ),
);

/** A filter names the field `type` priceType. */
const fields = new Map([
  ...[...Object.keys(itemsWithoutGpu[0] ?? {}), "reservationTerm"].map((name): [string, string] => [
    name,
    name,
  ]),
  ["priceType", "type"],
]);

function spoilt(items: Row[]): Row[] {
  return items.map((item, index) => {
    if (index < badPrices.length)
      return { ...item, retailPrice: badPrices[index], unitPrice: badPrices[index] };
    switch (index - badPrices.length) {
      case 0:
        return { ...item, currencyCode: "EUR" };
      case 1:
        return { ...item, unitOfMeasure: "1/Month" };
      case 2:
        return { ...item, armSkuName: hostileName };
      case 3:
        return { ...item, armRegionName: null };
      default:
        return item;
    }
  });
}
