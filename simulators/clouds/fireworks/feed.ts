import { hostileName } from "../../faults";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import type { FeedWorld } from "../cloud";

/** Name, kind, context length, and whether the model is served by the token. */
const models: readonly [id: string, kind: string, contextLength: number, isServerless: boolean][] = [
  ["deepseek-v3p2", "HF_BASE_MODEL", 163_840, true],
  ["deepseek-v4-pro", "HF_BASE_MODEL", 1_048_576, true],
  ["glm-5p2", "HF_BASE_MODEL", 1_040_000, true],
  ["gpt-oss-120b", "HF_BASE_MODEL", 131_072, true],
  ["gpt-oss-20b", "HF_BASE_MODEL", 131_072, true],
  ["kimi-k2p6", "HF_BASE_MODEL", 262_144, true],
  ["llama-v3p1-8b-instruct", "HF_BASE_MODEL", 131_072, true],
  ["minimax-m3", "CUSTOM_MODEL", 524_288, true],
  ["qwen3p7-plus", "HF_BASE_MODEL", 262_144, true],
  ["tomorrow-1t", "HF_BASE_MODEL", 131_072, true],
  ["flux-1-schnell", "FLUMINA_BASE_MODEL", 0, true],
  ["qwen3-embedding-8b", "EMBEDDING_MODEL", 40_960, true],
  ["llama-v3p3-70b-instruct", "HF_BASE_MODEL", 131_072, false],
];

/** Models and accelerators without a price in the dated list: no adapter may turn them into an offer. */
export const fireworksUnpriced = [
  "accounts/fireworks/models/tomorrow-1t",
  "NVIDIA_A100_40GB",
  "NVIDIA_A100_80GB",
  "NVIDIA_L4_24GB",
  "NVIDIA_A10G_24GB",
  "AMD_MI300X_192GB",
  "AMD_MI325X_256GB",
  "AMD_MI350X_288GB",
];

const PAGE_SIZE = 5;

/** `GET /v1/accounts/fireworks/models`. Needs a key. Pages are shorter than requested, which the API allows. */
export function answerFireworks(request: FeedRequest, { fault }: FeedWorld): Reply {
  if (keyState(bearerOf(request)) !== "accepted") return unauthenticated;
  if (request.method !== "GET" || request.path !== "/v1/accounts/fireworks/models")
    return failure(404, 5, "Not Found");
  const { query } = request;
  const wanted =
    query.get("filter") === "supports_serverless=true" ? models.filter(([, , , is]) => is) : models;
  const from = Number(query.get("pageToken") ?? 0);
  const rows = fault?.fault === "empty" ? [] : wanted.slice(from, from + PAGE_SIZE).map(toModel);
  const hasMore = rows.length > 0 && from + PAGE_SIZE < wanted.length;
  return jsonReply({
    models: fault?.fault === "bad_rows" && from === 0 ? spoilt(rows) : rows,
    nextPageToken: hasMore ? String(from + PAGE_SIZE) : "",
    totalSize: wanted.length,
  });
}

export function failure(status: number, code: number, message: string): Reply {
  return jsonReply({ code, message, details: [] }, status);
}

export const unauthenticated = failure(401, 16, "Invalid API key");

function toModel([id, kind, contextLength, supportsServerless]: (typeof models)[number]) {
  return {
    name: `accounts/fireworks/models/${id}`,
    displayName: id,
    kind,
    contextLength,
    supportsServerless,
    supportsTools: true,
    public: true,
    state: "READY",
    createTime: "2026-03-01T00:00:00Z",
  };
}

function spoilt(rows: ReturnType<typeof toModel>[]) {
  return rows.map((row, index) => {
    if (index === 0) return { ...row, name: hostileName };
    return index === 1 ? { ...row, name: null } : row;
  });
}
