import { type FeedRequest, keyState, type Reply, textReply } from "../../reply";
import {
  findMachine,
  type MachineFeed,
  type MachineWorld,
  phaseOf,
  type Rented,
  rent,
  sizeOf,
  visibleMachines,
} from "../fleet";
import { usd } from "../state";

const HOME = "us-east-1";
/** EC2 may return fewer than requested. Few here, so that a reader must page. */
const MAX_PER_PAGE = 5;

const statusOf = {
  booting: [0, "pending"],
  running: [16, "running"],
  stopping: [64, "stopping"],
  stopped: [80, "stopped"],
  starting: [0, "pending"],
  terminating: [32, "shutting-down"],
  terminated: [48, "terminated"],
  failed: [48, "terminated"],
} as const;

/** EC2's query protocol, version 2016-11-15: a signed form goes in, XML comes out. Each region has its own host. */
export const answerAwsMachines: MachineFeed = (request, world) => {
  const region = regionOf(request.path);
  if (request.method !== "POST" || region === null) return null;
  const refusal = refuseCaller(request, region);
  if (refusal !== null) return refusal;
  const form = new URLSearchParams(request.body);
  if (form.get("Version") !== "2016-11-15")
    return failure(400, "InvalidParameterValue", "The API version is not valid.");
  const call: Call = { form, region, request, world };
  switch (form.get("Action")) {
    case "RunInstances":
      return runInstances(call);
    case "DescribeInstances":
      return describeInstances(call);
    case "TerminateInstances":
      return changeState(call, "terminate");
    case "StopInstances":
      return changeState(call, "stop");
    case "StartInstances":
      return changeState(call, "start");
    default:
      return failure(
        400,
        "InvalidAction",
        `The action ${form.get("Action")} is not valid for this endpoint.`,
      );
  }
};

type Call = { form: URLSearchParams; region: string; request: FeedRequest; world: MachineWorld };

function regionOf(path: string): string | null {
  if (path === "/") return HOME;
  return /^\/_ec2\.([a-z0-9-]+)\.amazonaws\.com\/$/.exec(path)?.[1] ?? null;
}

/** Checks that the request has a signature for this region, but does not verify it: any key is accepted. */
function refuseCaller({ headers }: FeedRequest, region: string): Reply | null {
  const [, key, signedFor] =
    /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/ec2\/aws4_request, ?SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, ?Signature=[0-9a-f]{64}$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  if (key === undefined || !/^\d{8}T\d{6}Z$/.test(headers["x-amz-date"] ?? "") || !isForm)
    return failure(403, "MissingAuthenticationToken", "Request must contain a signature.");
  if (signedFor !== region || keyState(key) !== "accepted")
    return failure(401, "AuthFailure", "AWS was not able to validate the provided access credentials");
  return null;
}

function runInstances({ form, region, request, world }: Call): Reply {
  const missing = needed.find((name) => !form.get(name));
  if (missing !== undefined)
    return failure(400, "MissingParameter", `The request must contain the parameter ${missing}`);
  const instanceType = form.get("InstanceType") ?? "";
  const size = sizeOf(world.machines, `${instanceType}/${region}`);
  if (size === null)
    return failure(400, "InvalidParameterValue", `Invalid value '${instanceType}' for InstanceType.`);
  if (world.fault?.fault === "quota")
    return failure(
      400,
      "VcpuLimitExceeded",
      "You have requested more vCPU capacity than your current limit.",
    );
  if (size.stock === "none")
    return failure(
      500,
      "InsufficientInstanceCapacity",
      `We currently do not have sufficient ${instanceType} capacity.`,
    );
  const tags = tagsOf(form);
  const rented = rent(
    world,
    request,
    {
      id: `i-${String(world.fleet.rented.size + 1).padStart(17, "0")}`,
      name: tags.get("Name") ?? "",
      instanceType,
      region,
      gpuCount: size.gpuCount,
      isSpot: form.get("InstanceMarketOptions.MarketType") === "spot",
      usdPerHour: usd(size.onDemand, size.gpuCount) ?? 0,
      details: { tags: Object.fromEntries(tags) },
    },
    form.get("ClientToken"),
  );
  const instances = element("instancesSet", toInstance(rented, request.now));
  return xml("RunInstances", `<reservationId>r-0123456789abcdef0</reservationId>${instances}`);
}

const needed = [
  "ImageId",
  "InstanceType",
  "MinCount",
  "MaxCount",
  "NetworkInterface.1.SubnetId",
  "NetworkInterface.1.SecurityGroupId.1",
] as const;

/** From the tag specification for the instance itself. */
function tagsOf(form: URLSearchParams): Map<string, string> {
  const at = [1, 2].find((index) => form.get(`TagSpecification.${index}.ResourceType`) === "instance");
  return new Map(
    [1, 2, 3, 4].flatMap((index) => {
      const key = form.get(`TagSpecification.${at}.Tag.${index}.Key`);
      return key === null
        ? []
        : [[key, form.get(`TagSpecification.${at}.Tag.${index}.Value`) ?? ""] as const];
    }),
  );
}

function describeInstances({ form, region, request, world }: Call): Reply {
  const asked = idsOf(form);
  const standing = visibleMachines(world.fleet, request.now).filter((one) => one.region === region);
  if (asked.length > 0) {
    const unknown = refuseUnknown(asked, standing);
    if (unknown !== null) return unknown;
    return reservations(
      standing.filter(({ id }) => asked.includes(id)),
      request.now,
    );
  }
  const key = form.get("Filter.1.Name") === "tag-key" ? form.get("Filter.1.Value.1") : null;
  const found = standing.filter((one) => key === null || tagsIn(one).has(key));
  const from = Number(form.get("NextToken") ?? 0);
  const until = from + Math.min(Number(form.get("MaxResults") ?? MAX_PER_PAGE), MAX_PER_PAGE);
  return reservations(found.slice(from, until), request.now, until < found.length ? String(until) : null);
}

function changeState({ form, region, request, world }: Call, verb: "start" | "stop" | "terminate"): Reply {
  const asked = idsOf(form);
  const standing = visibleMachines(world.fleet, request.now).filter((one) => one.region === region);
  const unknown = refuseUnknown(asked, standing);
  if (unknown !== null) return unknown;
  const found = asked.flatMap((id) => findMachine(world.fleet, id, request.now) ?? []);
  if (verb === "stop" && found.some(({ isSpot }) => isSpot))
    return failure(400, "UnsupportedOperation", "You can't stop the Spot Instance: its request is one-time.");
  for (const one of found) one.order = { verb, at: request.now };
  const action = { start: "StartInstances", stop: "StopInstances", terminate: "TerminateInstances" }[verb];
  const items = found.map((one) =>
    element("item", `<instanceId>${one.id}</instanceId>${state("currentState", one, request.now)}`),
  );
  return xml(action, element("instancesSet", items.join("")));
}

function idsOf(form: URLSearchParams): string[] {
  return [...form].filter(([name]) => /^InstanceId\.\d+$/.test(name)).map(([, id]) => id);
}

function refuseUnknown(asked: string[], standing: Rented[]): Reply | null {
  const malformed = asked.find((id) => !/^i-[0-9a-f]{8,17}$/.test(id));
  if (malformed !== undefined)
    return failure(400, "InvalidInstanceID.Malformed", `Invalid id: "${malformed}"`);
  const unknown = asked.find((id) => !standing.some((one) => one.id === id));
  if (unknown === undefined) return null;
  return failure(400, "InvalidInstanceID.NotFound", `The instance ID '${unknown}' does not exist`);
}

function reservations(machines: Rented[], now: Date, nextToken: string | null = null): Reply {
  const items = machines.map((one) =>
    element(
      "item",
      `<reservationId>r-0123456789abcdef0</reservationId>${element("instancesSet", toInstance(one, now))}`,
    ),
  );
  const token = nextToken === null ? "" : `<nextToken>${nextToken}</nextToken>`;
  return xml("DescribeInstances", `${element("reservationSet", items.join(""))}${token}`);
}

function toInstance(one: Rented, now: Date): string {
  const phase = phaseOf(one, now);
  const tags = [...tagsIn(one)].map(([key, value]) =>
    element("item", `<key>${escaped(key)}</key><value>${escaped(value)}</value>`),
  );
  return element(
    "item",
    [
      `<instanceId>${one.id}</instanceId><imageId>ami-0123456789abcdef0</imageId>`,
      state("instanceState", one, now),
      ...(phase === "failed"
        ? [
            "<stateReason><code>Server.InternalError</code><message>Internal error on launch</message></stateReason>",
          ]
        : []),
      ...(phase === "running" ? ["<ipAddress>198.51.100.9</ipAddress>"] : []),
      `<instanceType>${escaped(one.instanceType)}</instanceType>`,
      `<launchTime>${one.createdAt.toISOString()}</launchTime>`,
      element("tagSet", tags.join("")),
    ].join(""),
  );
}

function tagsIn({ details }: Rented): Map<string, string> {
  return new Map(Object.entries(details.tags ?? {}).map(([key, value]) => [key, String(value)]));
}

function state(name: string, one: Rented, now: Date): string {
  const [code, word] = statusOf[phaseOf(one, now)];
  return element(name, `<code>${code}</code><name>${word}</name>`);
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function xml(action: string, content: string): Reply {
  const open = `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">`;
  const id = "<requestId>3be1508e-c444-4fef-89cc-0b1223c4f02f</requestId>";
  return textReply(
    `<?xml version="1.0" encoding="UTF-8"?>\n${open}${id}${content}</${action}Response>`,
    200,
    "text/xml;charset=UTF-8",
  );
}

function failure(status: number, code: string, message: string): Reply {
  const error = element("Error", `<Code>${code}</Code><Message>${escaped(message)}</Message>`);
  const body = `<Response>${element("Errors", error)}<RequestID>ea966190-f9aa-478e-9ede-example</RequestID></Response>`;
  return textReply(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`, status, "text/xml;charset=UTF-8");
}
