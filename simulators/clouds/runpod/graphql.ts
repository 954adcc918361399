import { buildSchema, graphqlSync } from "graphql";
import { badPrices, hostileName } from "../../faults";
import { type FeedRequest, isRecord, jsonReply, type Reply, readJson } from "../../reply";
import type { FeedWorld } from "../cloud";
import { type Machine, type StockLevel, usd } from "../state";
import { dataCenters, type RunpodCard, runpodCards } from "./feed";

/** The part of the vendor's schema that a poll for prices can ask. Bids for spot pods are answered with the machines. */
const schema = buildSchema(`
  type Query {
    gpuTypes(input: GpuTypeFilter): [GpuType]
    dataCenters: [DataCenter]
    countryCodes: [String]
  }
  input GpuTypeFilter { id: String }
  input GpuLowestPriceInput { gpuCount: Int, secureCloud: Boolean, dataCenterId: String, countryCode: String }
  type GpuType {
    id: String
    displayName: String
    manufacturer: String
    memoryInGb: Int
    maxGpuCount: Int
    maxGpuCountSecureCloud: Int
    maxGpuCountCommunityCloud: Int
    securePrice: Float
    communityPrice: Float
    secureSpotPrice: Float
    communitySpotPrice: Float
    secureCloud: Boolean
    communityCloud: Boolean
    minPodGpuCount: Int
    lowestPrice(input: GpuLowestPriceInput): LowestPrice
  }
  type LowestPrice {
    minimumBidPrice: Float
    uninterruptablePrice: Float
    minVcpu: Int
    minMemory: Int
    minDisk: Int
    stockStatus: String
    countryCode: String
    totalCount: Int
    rentedCount: Int
    availableGpuCounts: [Int]
  }
  type DataCenter { id: String, name: String, location: String, listed: Boolean }
`);

type GpuTypeArguments = { input?: { id?: string | null } | null };
type LowestPriceArguments = {
  input?: {
    gpuCount?: number | null;
    secureCloud?: boolean | null;
    dataCenterId?: string | null;
    countryCode?: string | null;
  } | null;
};

const stockWords: Record<StockLevel, string | null> = {
  high: "High",
  medium: "Medium",
  low: "Low",
  none: null,
};

/** `POST /graphql`: client errors come with status 200, as the vendor sends them. */
export function answerRunpod(request: FeedRequest, { machines, fault }: FeedWorld): Reply {
  if (request.path !== "/graphql") return jsonReply({ error: "Not Found" }, 404);
  if (request.method !== "POST") return jsonReply({ error: "Method Not Allowed" }, 405, { allow: "POST" });
  const body = readJson(request.body);
  if (!body.ok || !isRecord(body.value) || typeof body.value.query !== "string")
    return errors([{ message: "Must provide query string." }], "BAD_REQUEST");
  const { query, variables } = body.value;
  const result = graphqlSync({
    schema,
    source: query,
    rootValue: rootOf(runpodCards(machines)),
    variableValues: isRecord(variables) ? variables : {},
  });
  if (result.errors) {
    const isUnreadable = result.errors.some(({ message }) => message.startsWith("Syntax Error"));
    return errors(result.errors, isUnreadable ? "GRAPHQL_PARSE_FAILED" : "GRAPHQL_VALIDATION_FAILED");
  }
  const data = { ...result.data };
  if (fault?.fault === "bad_rows") spoilRows(data);
  return jsonReply({ data });
}

function errors(found: readonly { message: string }[], code: string): Reply {
  return jsonReply({ errors: found.map(({ message }) => ({ message, extensions: { code } })) });
}

function rootOf(cards: RunpodCard[]) {
  return {
    gpuTypes: ({ input }: GpuTypeArguments) =>
      cards.filter(({ id }) => input?.id == null || id === input.id).map(toGpuType),
    dataCenters: dataCenters.map((id) => ({ id, name: id, location: id, listed: true })),
    countryCodes: [...new Set(dataCenters.map((id) => id.slice(0, 2))), null],
  };
}

function toGpuType({ secure, community, ...card }: RunpodCard) {
  const [ofSecure, ofCommunity] = [secure?.gpuCount ?? 0, community?.gpuCount ?? 0];
  return {
    ...card,
    maxGpuCount: Math.max(ofSecure, ofCommunity),
    minPodGpuCount: 1,
    maxGpuCountSecureCloud: ofSecure,
    maxGpuCountCommunityCloud: ofCommunity,
    securePrice: usd(secure?.onDemand ?? null),
    communityPrice: usd(community?.onDemand ?? null),
    secureSpotPrice: usd(secure?.spot ?? null),
    communitySpotPrice: usd(community?.spot ?? null),
    secureCloud: secure !== null,
    communityCloud: community !== null,
    lowestPrice: ({ input }: LowestPriceArguments) => toLowestPrice(input ?? {}, secure, community),
  };
}

/** Prices are for one GPU, vCPUs and memory for the whole pod. They are all null when nothing is available. */
function toLowestPrice(
  { gpuCount, secureCloud, dataCenterId, countryCode }: NonNullable<LowestPriceArguments["input"]>,
  secure: Machine | null,
  community: Machine | null,
) {
  const clouds = secureCloud == null ? [secure, community] : [secureCloud ? secure : community];
  const place = dataCenterId ?? countryCode ?? "";
  const [best] = clouds
    .filter((machine) => machine !== null)
    .filter((machine) => machine.stock !== "none" && machine.gpuCount >= (gpuCount ?? 1))
    .filter((machine) => place === "" || machine.places.some((code) => code.startsWith(place)))
    .sort((one, other) => (usd(one.onDemand) ?? Infinity) - (usd(other.onDemand) ?? Infinity));
  return {
    minimumBidPrice: usd(best?.spot ?? null),
    uninterruptablePrice: usd(best?.onDemand ?? null),
    minVcpu: timesOrNull(best?.vcpus, gpuCount),
    minMemory: timesOrNull(best?.ramGib, gpuCount),
    minDisk: null,
    stockStatus: best ? stockWords[best.stock] : null,
    countryCode: best?.places[0]?.slice(0, 2) ?? null,
    totalCount: best ? best.gpuCount * 4 : 0,
    rentedCount: best ? best.gpuCount : 0,
    availableGpuCounts: best ? [1, 2, 4, 8].filter((count) => count <= best.gpuCount) : [],
  };
}

function timesOrNull(figure: number | null | undefined, gpuCount: number | null | undefined): number | null {
  return figure == null ? null : figure * (gpuCount ?? 1);
}

/** Spoils the first rows, but only in the requested fields, so that the shape of the response is unchanged. */
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
