import type { CatalogueFile } from "../../../prisma/catalogue/load";
import { badPrices, type Fault, hostileName, priceFactor } from "../../faults";
import type { Random } from "../../random";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import type { TokenFeedWorld } from "../cloud";
import { drawStock, type Machine, price, type StockLevel, type TokenPriceRow, usd } from "../state";

/** GPU, GiB, and USD per GPU-hour for GPUs that the price list lacks. */
const gpus = [
  ["H100", 80, 3.99],
  ["H200", 141, 5.99],
  ["B200", 180, 8.99],
  ["GB300", 280, 12.5],
] as const;
const counts = [1, 2, 4, 8] as const;
export const togetherRegions = ["us-central", "us-east", "us-west", "eu-north"] as const;

/** An unreleased card: no adapter may turn it into an offer. */
export const togetherUnknownGpus = ["R100"] as const;

export function seedTogether(list: CatalogueFile, random: Random): Machine[] {
  const listed = new Map(list.offers.map((offer) => [offer.gpuRaw, Number(offer.usdPerGpuHour)]));
  const unknown = togetherUnknownGpus.map((gpu) => [gpu, 288, 19.9] as const);
  return [...gpus, ...unknown].flatMap(([gpu, vramGib, usdPerGpuHour]) =>
    counts.map((gpuCount): Machine => {
      const id = `${gpuCount}xnvidia-${gpu.toLowerCase()}-${vramGib}gb`;
      const drawn = togetherRegions.filter(() => random.next() < 0.5);
      return {
        id,
        instanceType: id,
        gpu,
        gpuCount,
        vramGib,
        vcpus: null,
        ramGib: null,
        spot: null,
        places: drawn.length > 0 ? drawn : [random.pick(togetherRegions)],
        onDemand: price(listed.get(gpu) ?? usdPerGpuHour),
        stock: drawStock(random),
      };
    }),
  );
}

/** `GET /v2/public/inference-instance-types` and `GET /v1/models`. Both need a key. */
export function answerTogether(
  request: FeedRequest,
  { machines, tokenPrices, fault }: TokenFeedWorld,
): Reply {
  const key = keyState(bearerOf(request));
  if (key === "missing") return failure(401, "Missing API key", "missing_api_key");
  if (key === "wrong") return failure(403, "Invalid API key provided", "invalid_api_key");
  if (request.method === "GET" && request.path === "/v1/models")
    return jsonReply(fault?.fault === "empty" ? [] : tokenPrices.map((row) => toModel(row, fault)));
  if (request.method !== "GET" || request.path !== "/v2/public/inference-instance-types")
    return failure(404, "Not found", "not_found");
  const types = machines.map(toInstanceType);
  const data = fault?.fault === "bad_rows" ? spoilt(types) : types;
  return jsonReply({ object: "list", data, next_cursor: null });
}

function failure(status: number, message: string, code: string): Reply {
  return jsonReply({ error: { message, type: "invalid_request_error", param: null, code } }, status);
}

/** Prices as in the list, in dollars for a million tokens. */
function toModel(
  { model, inputUsdPerMillion, outputUsdPerMillion, contextTokens }: TokenPriceRow,
  fault: Fault | null,
) {
  const factor = priceFactor(fault);
  return {
    id: model,
    object: "model",
    created: 1_730_000_000,
    type: "chat",
    display_name: model.split("/").at(-1),
    organization: model.split("/")[0],
    context_length: contextTokens ?? 4096,
    pricing: {
      hourly: 0,
      base: 0,
      finetune: 0,
      input: Number(inputUsdPerMillion) * factor,
      output: Number(outputUsdPerMillion) * factor,
      ...(hasCachedPrice(model) ? { cached_input: (Number(inputUsdPerMillion) * factor) / 2 } : {}),
    },
  };
}

/** A few models only have a price of their own for input that is sent again. */
function hasCachedPrice(model: string): boolean {
  return /DeepSeek|Kimi|GLM/i.test(model);
}

type InstanceType = { gpuType: string; priceCentsPerHour: unknown; [more: string]: unknown };

function toInstanceType({ id, gpu, gpuCount, vramGib, onDemand, places, stock }: Machine): InstanceType {
  return {
    id,
    name: `${gpuCount}x NVIDIA ${gpu}`,
    description: `${gpuCount} NVIDIA ${gpu}, ${vramGib} GiB each`,
    gpuType: gpu,
    gpuCount,
    gpuMemoryGib: vramGib,
    // Whole cents, and at least one even after a price crash.
    priceCentsPerHour: Math.max(1, Math.round((usd(onDemand, gpuCount) ?? 0) * 100)),
    regions: places.map((name, index) => ({ name, headroom: headroom(stock, index) })),
  };
}

/** How many more replicas fit. The count is capped; at the cap it is a lower bound. */
function headroom(stock: StockLevel, index: number) {
  if (stock === "high") return { value: 8, relation: "RELATION_GTE" };
  const value = { medium: 3, low: index === 0 ? 1 : 0, none: 0 }[stock];
  return { value, relation: "RELATION_EQ" };
}

function spoilt(types: InstanceType[]): InstanceType[] {
  return types.map((type, index) => {
    if (index < badPrices.length) return { ...type, priceCentsPerHour: badPrices[index] };
    return index === badPrices.length ? { ...type, id: hostileName, gpuType: hostileName } : type;
  });
}
