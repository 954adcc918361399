import { parse as parseCsv } from "csv-parse/sync";
import { z } from "zod";
import { awsFamily } from "@/domain/instance-type/aws-families";
import { badReply, defineProvider, type ProviderRequest, parseReply } from "../contract";
import { mapRows, type OfferDraft, optionalText } from "../map-rows";
import { writePlacedOfferId } from "../placed-offer-id";
import { momentOf, type Refusal, refuseOutOfForce, unmappedType } from "../row-report";
import { ignoredFields } from "./ignored-fields";
import { awsMachines } from "./machines";
import { awsRegions } from "./regions";

const OFFER_PATH = "/offers/v1.0/aws/AmazonEC2";

/** Quoted as in the file: lines without them are dropped before the costlier parsing of columns. */
const machineName = /"(?:p|gr?)\d[a-z0-9-]*\.[a-z0-9-]+"/;
const marks = ['"OnDemand"', '"Shared"', '"Linux"', '"Used"', '"Hrs"', '"USD"'];

/** What an on-demand Linux row says in these columns; "Pre Installed S/W" tells SQL Server machines apart. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  TermType: ["OnDemand"],
  Tenancy: ["Shared"],
  "Operating System": ["Linux"],
  CapacityStatus: ["Used"],
  Unit: ["Hrs"],
  Currency: ["USD"],
  "Pre Installed S/W": ["", "NA"],
  MarketOption: ["OnDemand"],
};

const read = { type: "Instance Type", region: "Region Code", price: "PricePerUnit", gpus: "GPU" } as const;
const columns = [...Object.values(read), "vCPU", "Memory"];
/** Columns that a file can do without. */
const moreColumns = ["EffectiveDate", "StartingRange", "Storage"];

const regionIndex = z.object({ regions: z.record(z.string(), z.object({ currentVersionUrl: z.string() })) });
const row = z.object({
  [read.type]: z.string(),
  [read.region]: z.string(),
  [read.price]: z.string(),
  [read.gpus]: z.string(),
  vCPU: optionalText,
  Memory: optionalText,
  EffectiveDate: optionalText,
  StartingRange: optionalText,
  Storage: optionalText,
});
type Row = z.infer<typeof row>;

export const aws = defineProvider({
  slug: "aws",
  name: "AWS",
  website: "https://aws.amazon.com/ec2/",
  docsUrl:
    "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html",
  pricingUrl: "https://aws.amazon.com/ec2/pricing/on-demand/",
  baseUrl: "https://pricing.us-east-1.amazonaws.com",
  hosts: ["pricing.us-east-1.amazonaws.com"],
  pollEverySeconds: 10 * 60,
  secretNames: [],
  priceKind: { gpuHour: "live" },
  hasStock: false,
  hasSpot: false,
  machines: awsMachines,
  ignoredFields,
  quirks: [
    {
      en: "Prices are one CSV file per region, hundreds of megabytes each. They are read line by line, and only when the index names a new version.",
      es: "Un archivo CSV por región, de cientos de megabytes cada uno: se lee línea por línea y solo cuando el índice anuncia una versión nueva.",
    },
    {
      en: `Read are ${[...awsRegions.keys()].join(", ")}.`,
      es: `Se leen ${[...awsRegions.keys()].join(", ")}.`,
    },
    {
      en: "The file gives the number of GPUs but not the model, which we look up by instance family in a table of our own.",
      es: "El archivo da el número de GPU, pero no el modelo: eso sale de una tabla nuestra por familia de instancias.",
    },
    {
      en: "Spot prices need an account, and stock is not published.",
      es: "Los precios spot requieren una cuenta; la disponibilidad no se informa.",
    },
    {
      en: "g6f and gr6f instances have a slice of an L4; the file then gives a fraction as the number of GPUs.",
      es: "g6f y gr6f tienen una fracción de una L4; en ese caso el archivo da una fracción como número de GPU.",
    },
    {
      en: "A stopped instance is still billed for its disk and addresses. A spot instance cannot be stopped, only terminated.",
      es: "Una instancia detenida sigue pagando su disco y sus direcciones; una instancia spot no se puede detener, solo eliminar.",
    },
    {
      en: "For some seconds after its launch an instance may be unknown to the API.",
      es: "La API puede tardar unos segundos en reconocer una instancia recién lanzada.",
    },
    {
      en: "The security group decides which ports are open.",
      es: "Los puertos abiertos los define el security group.",
    },
    {
      en: "The API never shows an instance's price, and shows its creation time only until it is started again.",
      es: "Una instancia no muestra en ningún lado su precio spot ni on-demand, y su fecha de creación solo se ve hasta que se vuelve a iniciar.",
    },
  ],
  fileLimits: { maxBytes: 2 * 1024 ** 3, totalTimeoutMs: 20 * 60_000 },
  fetchVersion: async (request) => [...(await regionFiles(request)).values()].join("\n"),
  fetchOffers: async (request) => ({ rows: await listRows(request) }),
  response: z.object({ rows: z.array(z.unknown()) }),
  toOffers: ({ rows }, { now }) =>
    mapRows({
      rows,
      schema: row,
      labelFields: [read.type, read.region],
      toDrafts: (machine) => toDrafts(machine, now),
    }),
});

async function listRows(request: ProviderRequest): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = [];
  // One after another, because the files share bandwidth. If one region fails, the poll fails: half a list would be worse.
  for (const [region, path] of await regionFiles(request)) {
    for await (const line of gpuRows(request.getLines(path), region)) rows.push(line);
  }
  return rows;
}

/** The current file of each region that we read. Its path contains its version. */
async function regionFiles(request: ProviderRequest): Promise<Map<string, string>> {
  const reply = await request.getJson(`${OFFER_PATH}/current/region_index.json`);
  const { regions } = parseReply("aws", regionIndex, reply);
  return new Map(
    [...awsRegions.keys()].map((region) => {
      const url = regions[region]?.currentVersionUrl;
      if (url === undefined) throw badReply("aws", `region ${region} is not in the index`);
      return [region, csvPath(url, region)];
    }),
  );
}

/** The index gives a path, at present without a host; only the path of that region's own file is accepted. */
function csvPath(url: string, region: string): string {
  const version = /^\/offers\/v1\.0\/aws\/AmazonEC2\/(\w+)\/([a-z0-9-]+)\/index\.json$/.exec(url);
  if (version?.[2] !== region) throw badReply("aws", `unexpected path of the file for ${region}`);
  return `${OFFER_PATH}/${version[1]}/${region}/index.csv`;
}

/** Rows of machines with GPUs, reduced to the columns we read. The header follows five lines of disclaimer. */
async function* gpuRows(
  lines: AsyncIterable<string>,
  region: string,
): AsyncGenerator<Record<string, string>> {
  let header: string[] | null = null;
  for await (const line of lines) {
    if (header === null) header = line.startsWith('"SKU"') ? checkedHeader(line, region) : null;
    else if (machineName.test(line) && marks.every((mark) => line.includes(mark))) {
      const machine = pickColumns(header, csvFields(line));
      if (machine !== null) yield machine;
    }
  }
  if (header === null) throw badReply("aws", `no header line in the file for ${region}`);
}

function checkedHeader(line: string, region: string): string[] {
  const header = csvFields(line) ?? [];
  const missing = [...Object.keys(wanted), ...columns].find((name) => !header.includes(name));
  if (missing !== undefined) throw badReply("aws", `no column "${missing}" in the file for ${region}`);
  return header;
}

/** Null for a row that sells something else. A line that is not CSV becomes a row without fields, which is refused and counted. */
function pickColumns(header: readonly string[], fields: string[] | null): Record<string, string> | null {
  if (fields === null) return {};
  const named = new Map(header.map((name, index) => [name, fields[index] ?? ""]));
  const isWanted = Object.entries(wanted).every(([name, values]) => values.includes(named.get(name) ?? ""));
  if (!isWanted || !named.get(read.gpus)) return null;
  return Object.fromEntries([...columns, ...moreColumns].map((name) => [name, named.get(name) ?? ""]));
}

function csvFields(line: string): string[] | null {
  try {
    const [fields] = z.array(z.array(z.string())).parse(parseCsv(line));
    return fields ?? null;
  } catch (error) {
    if (isCsvError(error)) return null;
    throw error;
  }
}

function isCsvError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");
}

function toDrafts(machine: Row, now: Date): OfferDraft[] | Refusal {
  const from = machine.StartingRange || "0";
  if (from !== "0") return { refused: { code: "price.volume_tier", parameters: { from } } };
  const refused = refuseOutOfForce({ from: momentOf(machine.EffectiveDate) }, now);
  if (refused !== null) return refused;
  const instanceType = machine[read.type];
  const region = machine[read.region];
  const family = awsFamily(instanceType);
  if (!family) return unmappedType(instanceType);
  const gpuCount = Number(machine[read.gpus]);
  if (family.isSlice && gpuCount >= 1)
    return { refused: { code: "gpu.count_of_slice", parameters: { count: gpuCount } } };
  return [
    {
      externalId: writePlacedOfferId({ instanceType, region, isSpot: false }),
      instanceType,
      gpuRaw: family.gpuRaw,
      cardVramGib: family.cardVramGib,
      gpuCount,
      usdPerHour: machine[read.price],
      isSpot: false,
      availability: "unknown",
      region,
      countryCode: awsRegions.get(region) ?? null,
      vcpus: numberIn(machine.vCPU),
      ramGib: numberIn(machine.Memory),
      diskGib: diskIn(machine.Storage),
    },
  ];
}

/** "192" or "2,048 GiB"; anything else ("NA") is unknown. */
function numberIn(text: string | null | undefined): number | null {
  const match = /^([\d,]+(?:\.\d+)?)(?: GiB)?$/.exec(text?.trim() ?? "");
  return match?.[1] === undefined ? null : Number(match[1].replaceAll(",", ""));
}

/** Local disks: "8 x 3840 GB NVMe SSD", "1 x 125 NVMe SSD", "900 GB NVMe SSD". "EBS only" and anything else is unknown. */
function diskIn(text: string | null | undefined): number | null {
  const [, count = "1", each] =
    /^(?:(\d+) x )?(\d+)(?: ?GB)?(?: NVMe)?(?: SSD| HDD)?$/.exec(text?.trim() ?? "") ?? [];
  return each === undefined ? null : Number(count) * Number(each);
}
