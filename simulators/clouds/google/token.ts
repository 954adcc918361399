import { z } from "zod";
import { type FeedRequest, jsonReply, keyState, type Reply, readJson } from "../../reply";

const TOKEN_URL = "https://oauth2.googleapis.com/token";

const claims = z.object({
  iss: z.string(),
  scope: z.string(),
  aud: z.literal(TOKEN_URL),
  iat: z.int(),
  exp: z.int(),
});

/** The content of a signed assertion. The signature is not checked: the simulator accepts any key. */
export function giveToken({ method, headers, body, now }: FeedRequest): Reply {
  const form = new URLSearchParams(body);
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  if (
    method !== "POST" ||
    !isForm ||
    form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:jwt-bearer"
  )
    return jsonReply({ error: "unsupported_grant_type", error_description: "Invalid grant_type" }, 400);
  const [header, payload, signature] = (form.get("assertion") ?? "").split(".").map(readPart);
  const said = claims.safeParse(payload);
  const at = now.getTime() / 1000;
  const isFresh =
    said.success && said.data.iat <= at + 300 && said.data.exp > at && said.data.exp - said.data.iat <= 3600;
  const isSigned = z.object({ alg: z.literal("RS256") }).safeParse(header).success && signature !== undefined;
  if (!isSigned || !isFresh || keyState(said.data.iss.split("@")[0]) !== "accepted")
    return jsonReply({ error: "invalid_grant", error_description: "Invalid JWT Signature." }, 400);
  if (said.data.scope !== "https://www.googleapis.com/auth/compute")
    return jsonReply({ error: "invalid_scope", error_description: "Invalid OAuth scope." }, 400);
  return jsonReply({ access_token: "simulated-token", expires_in: 3599, token_type: "Bearer" });
}

/** The JSON of a part; null for the signature, which is not JSON. */
function readPart(part: string): unknown {
  const read = readJson(Buffer.from(part, "base64url").toString("utf8"));
  return read.ok ? read.value : null;
}
