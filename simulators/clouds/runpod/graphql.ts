import type { Fault } from "../../faults";
import { badPrices, hostileName } from "../../faults";
import { type FeedRequest, isRecord, jsonReply, type Reply, readJson } from "../../reply";
import { type Machine, type StockLevel, usd } from "../state";
import { dataCenters, type RunpodCard } from "./feed";
import { GraphqlError, type GraphqlValue, readQuery, type Selection } from "./graphql-query";

type Fields = Record<string, (args: Record<string, GraphqlValue>) => unknown>;

const stockWords: Record<StockLevel, string | null> = {
  high: "High",
  medium: "Medium",
  low: "Low",
  none: null,
};

/** `POST /graphql`: client errors come with status 200, as the vendor sends them. */
export function answerRunpod(request: FeedRequest, cards: RunpodCard[], fault: Fault | null): Reply {
  if (request.path !== "/graphql") return jsonReply({ error: "Not Found" }, 404);
  if (request.method !== "POST") return jsonReply({ error: "Method Not Allowed" }, 405, { allow: "POST" });
  const body = readJson(request.body);
  if (!body.ok || !isRecord(body.value) || typeof body.value.query !== "string")
    return errors(new GraphqlError("Must provide query string.", "BAD_REQUEST"));
  try {
    const selections = readQuery(body.value.query, variablesOf(body.value.variables));
    const data = resolve("Query", queryFields(cards), selections);
    if (fault?.fault === "bad_rows") spoilRows(data);
    return jsonReply({ data });
  } catch (error) {
    if (error instanceof GraphqlError) return errors(error);
    throw error;
  }
}

function errors(error: GraphqlError): Reply {
  return jsonReply({ errors: [{ message: error.message, extensions: { code: error.code } }] });
}

/** Variables came out of JSON.parse, so they hold nothing but GraphQL's own kinds of value. */
function variablesOf(value: unknown): Record<string, GraphqlValue> {
  return isRecord(value) ? (value as Record<string, GraphqlValue>) : {};
}

function queryFields(cards: RunpodCard[]): Fields {
  return {
    gpuTypes: (args) => {
      const wanted = isRecord(args.input) && typeof args.input.id === "string" ? args.input.id : null;
      return cards.filter(({ id }) => wanted === null || id === wanted).map(gpuTypeFields);
    },
    dataCenters: () =>
      dataCenters.map((id) => ({ id: () => id, name: () => id, location: () => id, listed: () => true })),
    countryCodes: () => [...new Set(dataCenters.map((id) => id.slice(0, 2))), null],
  };
}

function gpuTypeFields({ id, displayName, manufacturer, memoryInGb, secure, community }: RunpodCard): Fields {
  const listPrice = (machine: Machine | null) => usd(machine?.onDemand ?? null);
  return {
    id: () => id,
    displayName: () => displayName,
    manufacturer: () => manufacturer,
    memoryInGb: () => memoryInGb,
    maxGpuCount: () => Math.max(secure?.gpuCount ?? 0, community?.gpuCount ?? 0),
    maxGpuCountSecureCloud: () => secure?.gpuCount ?? 0,
    maxGpuCountCommunityCloud: () => community?.gpuCount ?? 0,
    securePrice: () => listPrice(secure),
    communityPrice: () => listPrice(community),
    secureSpotPrice: () => usd(secure?.spot ?? null),
    communitySpotPrice: () => usd(community?.spot ?? null),
    secureCloud: () => secure !== null,
    communityCloud: () => community !== null,
    lowestPrice: (args) => lowestPriceFields(args, { secure, community }),
  };
}

/** Figures are for one GPU whatever the count; nothing to be had makes all of them null. */
function lowestPriceFields(
  args: Record<string, GraphqlValue>,
  { secure, community }: Pick<RunpodCard, "secure" | "community">,
): Fields {
  const input = isRecord(args.input) ? args.input : {};
  const count = typeof input.gpuCount === "number" ? input.gpuCount : 1;
  const clouds =
    input.secureCloud === true ? [secure] : input.secureCloud === false ? [community] : [secure, community];
  const place = [input.dataCenterId, input.countryCode].find((value) => typeof value === "string") ?? null;
  const [best] = clouds
    .filter((machine) => machine !== null)
    .filter((machine) => machine.stock !== "none" && machine.gpuCount >= count)
    .filter((machine) => place === null || machine.places.some((code) => code.startsWith(String(place))))
    .sort((one, other) => (usd(one.onDemand) ?? Infinity) - (usd(other.onDemand) ?? Infinity));
  return {
    minimumBidPrice: () => usd(best?.spot ?? null),
    uninterruptablePrice: () => usd(best?.onDemand ?? null),
    minVcpu: () => best?.vcpus ?? null,
    minMemory: () => best?.ramGib ?? null,
    minDisk: () => null,
    stockStatus: () => (best ? stockWords[best.stock] : null),
    countryCode: () => best?.places[0]?.slice(0, 2) ?? null,
    totalCount: () => (best ? best.gpuCount * 4 : 0),
    rentedCount: () => (best ? best.gpuCount : 0),
  };
}

function resolve(typeName: string, fields: Fields, selections: Selection[]): Record<string, unknown> {
  return Object.fromEntries(
    selections.map(({ name, alias, args, selections: inner }) => {
      if (name === "__typename") return [alias, typeName];
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (field === undefined) throw new GraphqlError(`Cannot query field "${name}" on type "${typeName}".`);
      return [alias, complete(name, field(args), inner)];
    }),
  );
}

function complete(name: string, value: unknown, inner: Selection[] | null): unknown {
  if (Array.isArray(value)) return value.map((item) => complete(name, item, inner));
  const isObject = isFields(value);
  if (isObject && inner === null)
    throw new GraphqlError(`Field "${name}" must have a selection of subfields.`);
  if (!isObject && inner !== null && value !== null)
    throw new GraphqlError(`Field "${name}" must not have a selection since its type has no subfields.`);
  return isObject && inner !== null ? resolve(typeNameOf(name), value, inner) : value;
}

function isFields(value: unknown): value is Fields {
  return isRecord(value);
}

function typeNameOf(field: string): string {
  return { gpuTypes: "GpuType", dataCenters: "DataCenter", lowestPrice: "LowestPrice" }[field] ?? "Query";
}

/** Spoils the first rows in the fields that were asked for, so that the shape stays the requested one. */
function spoilRows(data: Record<string, unknown>): void {
  for (const rows of Object.values(data)) {
    if (!Array.isArray(rows)) continue;
    rows.filter(isRecord).forEach((row, index) => {
      if (index >= badPrices.length + 2) return;
      for (const name of Object.keys(row)) {
        if (/price$/i.test(name) && !isRecord(row[name]) && index < badPrices.length)
          row[name] = badPrices[index];
        if (name === "id" && index === badPrices.length) row[name] = hostileName;
        if (name === "memoryInGb" && index === badPrices.length + 1) row[name] = 85_899_345_920;
      }
    });
  }
}
