import type { CatalogueFile } from "../../../prisma/catalogue/load";
import { badPrices, hostileName } from "../../faults";
import type { Random } from "../../random";
import { type FeedRequest, jsonReply, type Reply, textReply } from "../../reply";
import type { FeedWorld } from "../cloud";
import { type Machine, price, usd } from "../state";

const OFFERS = "/offers/v1.0/aws/AmazonEC2";

const regionNames: Record<string, string> = {
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
  "ca-central-1": "Canada (Central)",
  "eu-west-1": "EU (Ireland)",
  "eu-west-2": "EU (London)",
  "eu-central-1": "EU (Frankfurt)",
  "eu-north-1": "EU (Stockholm)",
  "ap-northeast-1": "Asia Pacific (Tokyo)",
  "ap-northeast-2": "Asia Pacific (Seoul)",
  "ap-southeast-1": "Asia Pacific (Singapore)",
  "ap-southeast-2": "Asia Pacific (Sydney)",
  "ap-south-1": "Asia Pacific (Mumbai)",
};

/** Machines that the price list lacks: GPUs, GB per card, vCPUs, GiB of RAM, USD per hour in us-east-1. */
const additionalTypes = [
  ["g4dn.xlarge", "T4", 1, 16, 4, 16, 0.526],
  ["g4dn.12xlarge", "T4", 4, 16, 48, 192, 3.912],
  ["g5.xlarge", "A10G", 1, 24, 4, 16, 1.006],
  ["g5.12xlarge", "A10G", 4, 24, 48, 192, 5.672],
  ["g5.48xlarge", "A10G", 8, 24, 192, 768, 16.288],
  ["g6.xlarge", "L4", 1, 24, 4, 16, 0.8048],
  ["g6f.xlarge", "L4", 0.125, 24, 4, 16, 0.2424],
  ["g6f.4xlarge", "L4", 0.5, 24, 16, 64, 0.955],
  ["p4de.24xlarge", "A100", 8, 80, 96, 1152, 27.447],
] as const;

/** A family newer than our tables: a row that no adapter may turn into an offer. */
export const awsUnknownTypes = ["g99.xlarge"] as const;

/** A machine in one region, on demand: the price files have no spot prices. */
export function seedAws(list: CatalogueFile, random: Random): Machine[] {
  const listed = list.offers
    .filter(({ isSpot, region }) => !isSpot && region !== null && Object.hasOwn(regionNames, region))
    .map(({ instanceType, gpuRaw, gpuCount, vramGib, region, vcpus, ramGib, usdPerGpuHour }) =>
      toMachine(
        { instanceType, gpu: gpuRaw, gpuCount, vramGib, vcpus, ramGib },
        { region: region ?? "us-east-1", usdPerGpuHour: Number(usdPerGpuHour) },
      ),
    );
  const further = Object.keys(regionNames).flatMap((region) => {
    const factor = region.startsWith("us-") ? 1 : random.between(1.08, 1.4);
    return [...additionalTypes, [awsUnknownTypes[0], "X99", 1, 24, 4, 16, 1] as const].map(
      ([instanceType, gpu, gpuCount, vramGib, vcpus, ramGib, wholeUsd]) =>
        toMachine(
          { instanceType, gpu, gpuCount, vramGib, vcpus, ramGib },
          { region, usdPerGpuHour: (wholeUsd / gpuCount) * factor },
        ),
    );
  });
  return [...listed, ...further];
}

/** The bulk price files: the index of regions, and one CSV file per region under its version or "current". */
export function answerAws(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  if (request.method !== "GET") return denied(405);
  const version = versionAt(request.now, machines);
  if (request.path === `${OFFERS}/current/region_index.json`)
    return jsonReply(regionIndex(version, request.now));
  const [, asked, region = ""] =
    /^\/offers\/v1\.0\/aws\/AmazonEC2\/(current|\d{14})\/([a-z0-9-]+)\/index\.csv$/.exec(request.path) ?? [];
  // Files of old versions still exist, but files of future versions do not.
  if (
    asked === undefined ||
    !Object.hasOwn(regionNames, region) ||
    (asked !== "current" && hourOf(asked) > hourOf(version))
  )
    return denied(403);
  const there = machines.filter(({ places }) => places.includes(region));
  const rows = fault?.fault === "empty" ? [] : fileRows(there, region);
  const lines = fault?.fault === "bad_rows" ? spoilt(rows) : rows;
  return textReply(
    [...disclaimer(version, request.now), line(columns), ...lines.map(toLine)].join("\n"),
    200,
    "text/csv",
  );
}

/** The store behind the price files answers 403 for what does not exist. */
function denied(status: number): Reply {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
  return textReply(xml, status, "application/xml");
}

function regionIndex(version: string, now: Date) {
  return {
    formatVersion: "v1.0",
    disclaimer: DISCLAIMER,
    publicationDate: now.toISOString(),
    regions: Object.fromEntries(
      Object.keys(regionNames).map((regionCode) => [
        regionCode,
        { regionCode, currentVersionUrl: `${OFFERS}/${version}/${regionCode}/index.json` },
      ]),
    ),
  };
}

/** Fourteen digits: the hour, then four that depend on the prices, so that a changed price results in a new version. */
function versionAt(now: Date, machines: readonly Machine[]): string {
  const hour = now.toISOString().slice(0, 13).replace(/\D/g, "");
  return `${hour}${(checksum(JSON.stringify(machines)) % 10_000).toString().padStart(4, "0")}`;
}

function hourOf(version: string): string {
  return version.slice(0, 10);
}

function checksum(text: string): number {
  let sum = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1)
    sum = Math.imul(sum ^ text.charCodeAt(index), 16_777_619) >>> 0;
  return sum;
}

function disclaimer(version: string, now: Date): string[] {
  return [
    ["FormatVersion", "v1.0"],
    ["Disclaimer", DISCLAIMER],
    ["Publication Date", now.toISOString().replace(/\.\d+/, "")],
    ["Version", version],
    ["OfferCode", "AmazonEC2"],
  ].map(line);
}

const DISCLAIMER = "Simulated prices in the shape of a public price list; not an offer by anyone.";

// biome-ignore format: a table
const columns = [
  "SKU", "OfferTermCode", "RateCode", "TermType", "PriceDescription", "EffectiveDate", "StartingRange", "EndingRange", "Unit",
  "PricePerUnit", "Currency", "RelatedTo", "LeaseContractLength", "PurchaseOption", "OfferingClass", "Product Family",
  "serviceCode", "Location", "Location Type", "Instance Type", "Current Generation", "Instance Family", "vCPU",
  "Physical Processor", "Clock Speed", "Memory", "Storage", "Network Performance", "Processor Architecture", "Tenancy",
  "EBS Optimized", "Operating System", "License Model", "usageType", "operation", "AvailabilityZone", "CapacityStatus",
  "Dedicated EBS Throughput", "ECU", "Enhanced Networking Supported", "GPU", "GPU Memory", "Intel AVX Available",
  "MarketOption", "Normalization Size Factor", "Physical Cores", "Pre Installed S/W", "Processor Features", "Region Code",
  "serviceName", "VPCNetworkingSupport",
];

type FileRow = Record<string, string>;

function fileRows(machines: Machine[], region: string): FileRow[] {
  const withoutGpu = { ...cpuMachine, places: [region] };
  return [...machines, withoutGpu].flatMap((machine) => [
    ...variantsOf(machine).map((variant) => fileRow(machine, region, variant)),
  ]);
}

/** The wanted row and its neighbours in the file, each of which differs from it in a single column. */
function variantsOf(machine: Machine): FileRow[] {
  const whole = usd(machine.onDemand, machine.gpuCount) ?? 0;
  const at = (factor: number) => (whole * factor).toFixed(10);
  const reserved = { TermType: "Reserved", LeaseContractLength: "1yr", PurchaseOption: "No Upfront" };
  return [
    { PricePerUnit: at(1) },
    { ...reserved, PricePerUnit: at(0.62), OfferingClass: "standard" },
    { "Operating System": "Windows", "License Model": "License Included", PricePerUnit: at(1.35) },
    { "Operating System": "RHEL", PricePerUnit: at(1.05) },
    { "Pre Installed S/W": "SQL Web", PricePerUnit: at(1.12) },
    { Tenancy: "Dedicated", PricePerUnit: at(1.06) },
    { Tenancy: "Host", PricePerUnit: at(0) },
    { CapacityStatus: "AllocatedCapacityReservation", PricePerUnit: at(0) },
    { CapacityStatus: "UnusedCapacityReservation", PricePerUnit: at(1) },
    { MarketOption: "CapacityBlock", PricePerUnit: at(0.8) },
  ];
}

function fileRow(machine: Machine, region: string, variant: FileRow): FileRow {
  const { instanceType, gpuCount, vramGib, vcpus, ramGib, gpu } = machine;
  const sku = skuOf(`${machine.id}${Object.values({ ...variant, PricePerUnit: "" }).join("")}`);
  const offerTermCode = variant.TermType === "Reserved" ? "4NA7Y494T4" : "JRTCKXETXF";
  return {
    SKU: sku,
    OfferTermCode: offerTermCode,
    RateCode: `${sku}.${offerTermCode}.6YS6EN2CT7`,
    TermType: "OnDemand",
    PriceDescription: `$${variant.PricePerUnit} per On Demand Linux, "all in", ${instanceType} Instance Hour`,
    EffectiveDate: "2026-11-01",
    StartingRange: "0",
    EndingRange: "Inf",
    Unit: "Hrs",
    Currency: "USD",
    "Product Family": "Compute Instance",
    serviceCode: "AmazonEC2",
    "Location Type": "AWS Region",
    Location: regionNames[region] ?? region,
    "Instance Type": instanceType,
    "Current Generation": "Yes",
    "Instance Family": gpu === "" ? "General purpose" : "GPU instance",
    vCPU: String(vcpus ?? ""),
    Memory: ramGib === null ? "NA" : `${ramGib.toLocaleString("en-US")} GiB`,
    Storage: "EBS only",
    Tenancy: "Shared",
    "Operating System": "Linux",
    "License Model": "No License required",
    usageType: `BoxUsage:${instanceType}`,
    operation: "RunInstances",
    CapacityStatus: "Used",
    ...(gpu === "" ? {} : { GPU: String(gpuCount), "GPU Memory": `${Math.round(vramGib * gpuCount)} GB` }),
    MarketOption: "OnDemand",
    "Pre Installed S/W": "NA",
    "Region Code": region,
    serviceName: "Amazon Elastic Compute Cloud",
    ...variant,
  };
}

function toLine(row: FileRow): string {
  return line(columns.map((name) => row[name] ?? ""));
}

function line(fields: string[]): string {
  return fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(",");
}

/** Sixteen letters and digits made from a name, the same in every file. */
function skuOf(name: string): string {
  let hash = 0x811c9dc5;
  let sku = "";
  for (let round = 0; sku.length < 16; round += 1) {
    for (const char of `${name}${round}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
    sku += hash.toString(36).toUpperCase();
  }
  return sku.slice(0, 16);
}

type Shape = Pick<Machine, "instanceType" | "gpu" | "gpuCount" | "vramGib" | "vcpus" | "ramGib">;

function toMachine(
  shape: Shape,
  { region, usdPerGpuHour }: { region: string; usdPerGpuHour: number },
): Machine {
  return {
    ...shape,
    id: `${shape.instanceType}/${region}`,
    places: [region],
    onDemand: price(usdPerGpuHour),
    spot: null,
    stock: "high",
  };
}

const cpuMachine = toMachine(
  { instanceType: "m7i.xlarge", gpu: "", gpuCount: 1, vramGib: 0, vcpus: 4, ramGib: 16 },
  { region: "us-east-1", usdPerGpuHour: 0.2016 },
);

/** Spoils the wanted rows, which are every tenth, one each. */
function spoilt(rows: FileRow[]): FileRow[] {
  const each = 10;
  return rows.map((row, index) => {
    const turn = index / each;
    if (Number.isInteger(turn) && turn < badPrices.length)
      return { ...row, PricePerUnit: String(badPrices[turn] ?? "") };
    if (turn === badPrices.length) return { ...row, GPU: "1000000" };
    if (turn === badPrices.length + 1) return { ...row, "Region Code": hostileName };
    return row;
  });
}
