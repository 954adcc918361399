import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { listDay } from "@/domain/offer/list-day";

const day = z.iso.date();
/** USD as a plain decimal above zero. It is a string, so that its digits are parsed and never a binary fraction. */
const usd = z.string().regex(/^(?!0(?:\.0+)?$)\d+(?:\.\d{1,6})?$/, "not a decimal price above zero");

const listSource = z.strictObject({ title: z.string().min(1), url: z.url({ protocol: /^https$/ }) });
/** The document that says what is sold until when, and the day on which it was read. */
const validitySource = listSource.extend({ readOn: day });

/** The day and the source of a row that somebody read elsewhere than the rest of the list; one never stands without the other. */
const ownReading = { listedOn: listDay.optional(), source: listSource.optional() };

/** The days on which a row is sold, both inclusive, in UTC; each rests on the row's own source or the list's. */
const soldDays = {
  firstDay: day.optional(),
  lastDay: day.optional(),
  /** What the provider recommends instead. */
  replacedBy: z.string().min(1).optional(),
  /** Where it is not the list's: the document of the company that serves a routed model. */
  validitySource: validitySource.optional(),
};

const catalogueOffer = z.strictObject({
  instanceType: z.string().min(1),
  /** The vendor's name for the GPU, unchanged. */
  gpuRaw: z.string().min(1),
  gpuCount: z.number().positive(),
  /** Per GPU, the card's nominal size. */
  vramGib: z.number().positive(),
  /** null: one price everywhere, or the source names no region. */
  region: z.string().min(1).nullable(),
  countryCode: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  isSpot: z.boolean(),
  usdPerGpuHour: usd,
  vcpus: z.number().positive().nullable(),
  ramGib: z.number().positive().nullable(),
  diskGib: z.number().positive().nullable(),
  ...ownReading,
  ...soldDays,
});

const catalogueTokenPrice = z.strictObject({
  model: z.string().min(1),
  inputUsdPerMillion: usd,
  outputUsdPerMillion: usd,
  cachedInputUsdPerMillion: usd.nullable(),
  contextTokens: z.number().int().positive().nullable(),
  ...ownReading,
  /** Day of the newest document of the provider that names it as sold. */
  soldAsOf: day.optional(),
  ...soldDays,
});

const catalogueFile = z
  .strictObject({
    provider: z.string().regex(/^[a-z]+$/),
    name: z.string().min(1),
    /** Day or span of the prices; a row's own `listedOn` takes precedence. */
    listedOn: listDay,
    source: listSource,
    validitySource: validitySource.optional(),
    note: z.string().optional(),
    offers: z.array(catalogueOffer),
    /** Source of the token prices, if that is not `source`. */
    tokenSource: listSource.optional(),
    tokenPrices: z.array(catalogueTokenPrice).optional(),
    /** Rows of the source that are not used here, and why. */
    leftOut: z.array(z.strictObject({ row: z.string(), reason: z.string() })).optional(),
  })
  .superRefine((file, context) => {
    for (const message of [...repeatedRows(file), ...spotNotBelowOnDemand(file), ...badDays(file), ...unconfirmed(file), ...halfReadings(file)])
      context.addIssue({ code: "custom", message });
  });

export type CatalogueOffer = z.infer<typeof catalogueOffer>;
type CatalogueTokenPrice = z.infer<typeof catalogueTokenPrice>;
export type CatalogueFile = z.infer<typeof catalogueFile>;

/**
 * Reads every price list of the folder, sorted by provider.
 *
 * @throws {Error} naming the file that is not JSON, breaks the schema, repeats an offer, has a spot price that is not below on
 *   demand, or names another provider. A broken list never becomes an empty one.
 */
export function loadCatalogue(folder: string = import.meta.dirname): CatalogueFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => readCatalogueFile(path.join(folder, name)));
}

/** Identifies the offer of a row: a new price keeps the offer, any other change makes a new one. */
export function catalogueOfferKey(offer: CatalogueOffer): string {
  const { instanceType, gpuRaw, gpuCount, region, isSpot } = offer;
  return [instanceType, gpuRaw, gpuCount, region ?? "", isSpot ? "spot" : "on-demand"].join("|");
}

function readCatalogueFile(file: string): CatalogueFile {
  try {
    const read = catalogueFile.parse(JSON.parse(readFileSync(file, "utf8")));
    if (read.provider !== path.basename(file, ".json")) throw new Error(`it names provider ${read.provider}`);
    return read;
  } catch (cause) {
    throw new Error(`price list ${file} cannot be used`, { cause });
  }
}

function repeatedRows({
  offers,
  tokenPrices = [],
}: {
  offers: CatalogueOffer[];
  tokenPrices?: CatalogueTokenPrice[];
}) {
  const keys = [...offers.map(catalogueOfferKey), ...tokenPrices.map(({ model }) => `model ${model}`)];
  return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `listed twice: ${key}`);
}

/** A row with a day of its own would otherwise be cited with a document that does not have its price. */
function halfReadings({ offers, tokenPrices = [], tokenSource }: Pick<CatalogueFile, "offers" | "tokenPrices" | "tokenSource">) {
  const rows = [
    ...offers.map((row) => ({ name: catalogueOfferKey(row), day: row.listedOn, own: row.source, source: row.source })),
    ...tokenPrices.map((row) => ({ name: row.model, day: row.listedOn, own: row.source, source: row.source ?? tokenSource })),
  ];
  return rows
    .filter(({ day, own, source }) => (day === undefined ? own !== undefined : source === undefined))
    .map(({ name }) => `a day of its own needs a source of its own, and the reverse: ${name}`);
}

type DatedRow = {
  firstDay?: string | undefined;
  lastDay?: string | undefined;
  replacedBy?: string | undefined;
  validitySource?: unknown;
};

function badDays(file: { offers: DatedRow[]; tokenPrices?: DatedRow[] | undefined; validitySource?: unknown }) {
  const dated = [...file.offers, ...(file.tokenPrices ?? [])].filter(
    ({ firstDay, lastDay, replacedBy }) => firstDay ?? lastDay ?? replacedBy,
  );
  const faults = dated
    .filter(({ firstDay, lastDay }) => firstDay !== undefined && lastDay !== undefined && firstDay > lastDay)
    .map(({ lastDay }) => `a row ends before it begins: ${lastDay}`);
  if (file.validitySource === undefined && dated.some((row) => row.validitySource === undefined))
    faults.push("rows have a first or last day, and no validitySource says where it was read");
  return faults;
}

/**
 * Where the provider documents what it has withdrawn, a model that is neither ended nor named as sold is not known to be for sale.
 * Such a row belongs in `leftOut`, or it would be the cheapest for as long as the list lasts.
 */
function unconfirmed({ validitySource: document, tokenPrices = [] }: Pick<CatalogueFile, "validitySource" | "tokenPrices">) {
  if (document === undefined) return [];
  return tokenPrices
    .filter(({ lastDay, soldAsOf }) => lastDay === undefined && soldAsOf === undefined)
    .map(({ model }) => `no document says whether it is still sold: ${model}`);
}

function spotNotBelowOnDemand({ offers }: { offers: CatalogueOffer[] }) {
  const onDemand = new Map(
    offers.filter(({ isSpot }) => !isSpot).map((offer) => [catalogueOfferKey(offer), offer]),
  );
  return offers
    .filter(({ isSpot }) => isSpot)
    .filter((spot) => {
      const counterpart = onDemand.get(catalogueOfferKey({ ...spot, isSpot: false }));
      return counterpart !== undefined && Number(spot.usdPerGpuHour) >= Number(counterpart.usdPerGpuHour);
    })
    .map((spot) => `the spot price is not below the on-demand price: ${catalogueOfferKey(spot)}`);
}
