import type { EC2Client } from "@aws-sdk/client-ec2";
import { z } from "zod";
import type { MachineResult } from "@/domain/pod/machine";
import { isProviderError, ProviderError } from "@/server/http/provider-error";
import { refused } from "../machines/answer";
import type { MachineAnswer, MachineRequest } from "../machines/contract";
import { doubtful, type Meaning, statusesBesideCodes } from "../machines/refusal-shape";
import { visible } from "../row-report";

type Library = typeof import("@aws-sdk/client-ec2");

/** From docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html. */
const faults: ReadonlyMap<string, Meaning> = new Map([
  ["InsufficientInstanceCapacity", "no_capacity"],
  ["InsufficientCapacity", "no_capacity"],
  ["InstanceLimitExceeded", "quota"],
  ["VcpuLimitExceeded", "quota"],
  ["MaxSpotInstanceCountExceeded", "quota"],
  ["VolumeLimitExceeded", "quota"],
  ["AuthFailure", "auth"],
  ["UnauthorizedOperation", "auth"],
  ["InvalidClientTokenId", "auth"],
  ["SignatureDoesNotMatch", "auth"],
  // Problems of the account, which only its owner can solve.
  ["OptInRequired", "auth"],
  ["PendingVerification", "auth"],
  ["Blocked", "auth"],
  // An earlier order with this mark was carried out, and it asked for something else.
  ["IdempotentParameterMismatch", "unknown_outcome"],
  ["InvalidInstanceID.NotFound", "gone"],
  ["InvalidInstanceID.Malformed", "gone"],
]);
/** "Server error codes", which come under 500 and 503 and still say that nothing was started. */
const overcapacity: ReadonlySet<string> = new Set(["InsufficientInstanceCapacity", "InsufficientCapacity"]);
const throttles: ReadonlySet<string> = new Set(["RequestLimitExceeded", "Throttling", "RequestThrottled"]);

const serviceError = z.object({
  Code: z.string(),
  message: z.string(),
  $metadata: z.object({ httpStatusCode: z.number() }),
});
const unreadable = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) });

/**
 * One call to EC2 through Amazon's library, which signs and reads XML, over our own client, which applies the guards.
 *
 * Each call, even a read, is one attempt. EC2 reports no capacity and too many requests by a code under status 500 or 503,
 * and a client that repeats on the status alone would lose that code.
 *
 * @throws {ProviderError} rate_limit by EC2's code; unavailable for other 5xx; bad_response for what is not its XML.
 */
export async function askEc2<Value>(
  request: MachineRequest,
  region: string,
  ask: (client: EC2Client, library: Library) => Promise<MachineResult<Value>>,
): Promise<MachineResult<Value>> {
  const library = await import("@aws-sdk/client-ec2");
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = request.secrets;
  const client = new library.EC2Client({
    region,
    endpoint: `https://ec2.${region}.amazonaws.com`,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    maxAttempts: 1,
    requestHandler: { handle: (sent: Sent) => transmit(request, sent) },
  });
  try {
    return await ask(client, library);
  } catch (error) {
    return refusalOf(error);
  }
}

/** What the library hands to its transport. */
type Sent = { hostname: string; path: string; headers: Record<string, string>; body?: unknown };

async function transmit(request: MachineRequest, { hostname, path, headers, body }: Sent) {
  if (typeof body !== "string") throw new ProviderError("bad_response", "aws: only forms are sent to EC2");
  // The client sets host and length, to the same values that were signed.
  const { host: _host, "content-length": _length, ...kept } = headers;
  const answer = await request.call({
    method: "POST",
    path: `https://${hostname}${path}`,
    headers: kept,
    text: body,
  });
  if (!isEc2(answer)) throw doubtful("aws", answer);
  return {
    response: { statusCode: answer.status, headers: answer.headers, body: Buffer.from(answer.text) },
  };
}

/** The root of every answer names its action, or is that of a refusal. The library itself reads any page as an empty answer. */
function isEc2({ status, headers, text }: MachineAnswer): boolean {
  const root =
    status >= 200 && status < 300
      ? /^\s*(?:<\?xml[^>]*\?>\s*)?<\w+Response xmlns="http:\/\/ec2\.amazonaws\.com\/doc\//
      : /^\s*(?:<\?xml[^>]*\?>\s*)?<Response>\s*<Errors>/;
  return /^(?:text|application)\/xml\b/i.test(headers["content-type"] ?? "") && root.test(text);
}

/** By EC2's code alone; an answer that the library could not read does not count. */
function refusalOf(error: unknown): ReturnType<typeof refused> {
  if (isProviderError(error)) throw error;
  const known = serviceError.safeParse(error);
  if (!known.success) throw unreadableReply(error);
  const { Code: code, message, $metadata } = known.data;
  const { httpStatusCode: status } = $metadata;
  const words = visible(`aws: ${code}: ${message}`);
  if (throttles.has(code)) throw new ProviderError("rate_limit", words, { status });
  const fault = status < 500 || overcapacity.has(code) ? faults.get(code) : undefined;
  if (fault === undefined && status >= 500) throw new ProviderError("unavailable", words, { status });
  const told = fault ?? statusesBesideCodes[status];
  if (told === undefined) throw new ProviderError("bad_response", words, { status });
  return refused(told, `${code}: ${message}`);
}

/** Without a cause: the library keeps the raw reply on its error. */
function unreadableReply(error: unknown): ProviderError {
  const status = unreadable.safeParse(error).data?.$metadata.httpStatusCode;
  if (status !== undefined && status >= 500)
    return new ProviderError("unavailable", `aws: HTTP ${status}`, { status });
  const name = error instanceof Error ? error.name : "unknown";
  return new ProviderError("bad_response", `aws: not a reply of EC2 (${name})`);
}
