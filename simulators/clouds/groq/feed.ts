import { hostileName } from "../../faults";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply } from "../../reply";
import type { TokenFeedWorld } from "../cloud";

/** Speech models are listed too, but no list prices them by the token. */
const speech = ["whisper-large-v3", "playai-tts"];

/** `GET /openai/v1/models`: ids and context lengths, but no prices. Needs a key. */
export function answerGroq(request: FeedRequest, { tokenPrices, fault }: TokenFeedWorld): Reply {
  if (keyState(bearerOf(request)) !== "accepted") return failure(401, "Invalid API Key", "invalid_api_key");
  if (request.method !== "GET" || request.path !== "/openai/v1/models")
    return failure(404, "Unknown request URL", "unknown_url");
  const models = [
    ...tokenPrices.map((row) => toModel(row.model, row.contextTokens)),
    ...speech.map((id) => toModel(id, 448)),
  ];
  const data = fault?.fault === "bad_rows" ? spoilt(models) : models;
  return jsonReply({ object: "list", data: fault?.fault === "empty" ? [] : data });
}

function toModel(id: string, contextTokens: number | null) {
  return {
    id,
    object: "model",
    created: 1_730_000_000,
    owned_by: id.includes("/") ? id.split("/")[0] : "Meta",
    active: true,
    context_window: contextTokens ?? 8192,
    public_apps: null,
    max_completion_tokens: 8192,
  };
}

/** Two rows too many. Groq sells only two models, so none of them is replaced. */
function spoilt(models: { id: string }[]): unknown[] {
  return [{ ...models[0], id: hostileName }, null, ...models];
}

function failure(status: number, message: string, code: string): Reply {
  return jsonReply({ error: { message, type: "invalid_request_error", code } }, status);
}
