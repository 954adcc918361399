import { z } from "zod";
import { bearerOf, type FeedRequest, jsonReply, keyState, type Reply, readJson } from "../../reply";
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

/** Azure may return fewer than fifty. Few here, so that a reader must page. */
const MAX_PER_PAGE = 4;

const deletedWithMachine = z.object({ deleteOption: z.literal("Delete") });
/** The options that delete a resource together with its machine, so that nothing is left behind. */
const vmOrder = z.object({
  location: z.string(),
  tags: z.record(z.string(), z.string()).optional(),
  properties: z.object({
    hardwareProfile: z.object({ vmSize: z.string() }),
    storageProfile: z.object({
      imageReference: z.object({
        publisher: z.string(),
        offer: z.string(),
        sku: z.string(),
        version: z.string(),
      }),
      osDisk: deletedWithMachine.extend({
        createOption: z.literal("FromImage"),
        diskSizeGB: z.int().min(30),
      }),
    }),
    osProfile: z.object({
      computerName: z.string().regex(/^[a-z0-9-]{1,63}[a-z0-9]$/),
      adminUsername: z.string().min(1),
      customData: z.base64().optional(),
      linuxConfiguration: z.object({
        disablePasswordAuthentication: z.literal(true),
        ssh: z.object({ publicKeys: z.array(z.object({ keyData: z.string().startsWith("ssh-") })).min(1) }),
      }),
    }),
    networkProfile: z.object({
      networkApiVersion: z.string(),
      networkInterfaceConfigurations: z.tuple([
        z.object({
          name: z.string(),
          properties: deletedWithMachine.extend({
            ipConfigurations: z.tuple([
              z.object({
                properties: z.object({
                  subnet: z.object({ id: z.string().min(1) }),
                  publicIPAddressConfiguration: z.object({ properties: deletedWithMachine }),
                }),
              }),
            ]),
          }),
        }),
      ]),
    }),
    priority: z.literal("Spot").optional(),
    evictionPolicy: z.enum(["Delete", "Deallocate"]).optional(),
    billingProfile: z.object({ maxPrice: z.number() }).optional(),
  }),
});

const statusOf = {
  booting: ["Creating", null],
  running: ["Succeeded", "running"],
  stopping: ["Updating", "deallocating"],
  stopped: ["Succeeded", "deallocated"],
  starting: ["Updating", "starting"],
  terminating: ["Deleting", "running"],
  terminated: ["Deleting", null],
  failed: ["Failed", null],
} as const;

/** Virtual machines in Azure's resource manager, and the token that each call needs. */
export const answerAzureMachines: MachineFeed = (request, world) => {
  const { method, path, query } = request;
  if (/^\/_login\.microsoftonline\.com\/[^/]+\/oauth2\/v2\.0\/token$/.test(path)) return giveToken(request);
  const [, below] =
    /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.(?:Compute|Network)\/.*)$/.exec(
      path,
    ) ?? [];
  if (below === undefined) return null;
  if (keyState(bearerOf(request)) !== "accepted")
    return failure(401, "InvalidAuthenticationToken", "The access token is invalid.");
  if (!query.has("api-version"))
    return failure(400, "MissingApiVersionParameter", "The api-version query parameter is required.");
  const nicOf = /\/networkInterfaces\/([^/]+)-nic$/.exec(below)?.[1];
  if (nicOf !== undefined && method === "GET") return showNic(request, world, nicOf);
  const [, name, verb] = /\/virtualMachines(?:\/([^/]+))?(?:\/(start|deallocate))?$/.exec(below) ?? [];
  if (name === undefined) return method === "GET" ? list(request, world) : notFound(below);
  return answerVm(request, world, { name: decodeURIComponent(name), verb, path: below });
};

type Target = { name: string; verb: string | undefined; path: string };

function answerVm(request: FeedRequest, world: MachineWorld, { name, verb, path }: Target): Reply {
  const { method, now } = request;
  if (method === "PUT" && verb === undefined) return create(request, world, name);
  const found = findMachine(world.fleet, name, now);
  if (method === "DELETE" && verb === undefined) {
    if (found?.details.isLeftover) world.fleet.rented.delete(name);
    else if (found) found.order = { verb: "terminate", at: now };
    return found ? accepted : { ...accepted, status: 204, headers: {} };
  }
  if (found === null) return notFound(path);
  if (method === "GET" && verb === undefined)
    return jsonReply(toVm(found, request, request.query.get("$expand") === "instanceView"));
  if (method !== "POST" || verb === undefined) return failure(405, "MethodNotAllowed", "Not allowed.");
  found.order = { verb: verb === "start" ? "start" : "stop", at: now };
  return accepted;
}

function giveToken({ method, headers, body }: FeedRequest): Reply {
  const form = new URLSearchParams(body);
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  if (method !== "POST" || !isForm || form.get("grant_type") !== "client_credentials")
    return jsonReply({ error: "unsupported_grant_type", error_description: "AADSTS70003" }, 400);
  if (form.get("scope") !== "https://management.azure.com/.default")
    return jsonReply({ error: "invalid_scope", error_description: "AADSTS1002012" }, 400);
  const states = [form.get("client_id"), form.get("client_secret")].map(keyState);
  if (states.some((state) => state !== "accepted"))
    return jsonReply({ error: "invalid_client", error_description: `AADSTS7000215: ${body}` }, 401);
  return jsonReply({
    token_type: "Bearer",
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: "simulated.access.token",
  });
}

function create(request: FeedRequest, world: MachineWorld, name: string): Reply {
  const read = readJson(request.body);
  const order = vmOrder.safeParse(read.ok ? read.value : null);
  if (!order.success || order.data.properties.osProfile.computerName !== name)
    return failure(400, "InvalidParameter", order.error?.issues[0]?.path.join(".") ?? "computerName");
  const { location, tags = {}, properties } = order.data;
  const { vmSize } = properties.hardwareProfile;
  const size = sizeOf(world.machines, `${vmSize}/${location}`);
  if (size === null)
    return failure(400, "InvalidParameter", `The value ${vmSize} of parameter vmSize is invalid.`);
  if (world.fault?.fault === "quota")
    return failure(
      409,
      "OperationNotAllowed",
      "Operation could not be completed as it results in exceeding approved standardNDSH100v5Family Cores quota.",
    );
  if (world.fault?.fault === "no_balance")
    return failure(
      409,
      "ReadOnlyDisabledSubscription",
      "The subscription is disabled and marked as read only.",
    );
  const isSpot = properties.priority === "Spot";
  const isFull = size.stock === "none";
  const rented = rent(
    world,
    request,
    {
      id: name,
      name,
      instanceType: vmSize,
      region: location,
      isSpot,
      gpuCount: size.gpuCount,
      usdPerHour: usd(isSpot ? size.spot : size.onDemand, size.gpuCount) ?? 0,
      details: { tags, isLeftover: isFull },
    },
    name,
  );
  // As on Azure, a VM without capacity remains in the failed state until somebody deletes it.
  if (isFull) return failure(409, "AllocationFailed", `There is no capacity for ${vmSize} in ${location}.`);
  const reply = jsonReply(toVm(rented, request, false), 201);
  const operation = "https://management.azure.com/subscriptions/s/providers/Microsoft.Compute/operations/1";
  return { ...reply, headers: { "azure-asyncoperation": operation, "retry-after": "10" } };
}

function list(request: FeedRequest, { fleet }: MachineWorld): Reply {
  const standing = visibleMachines(fleet, request.now);
  const from = Number(request.query.get("$skiptoken") ?? 0);
  const until = from + MAX_PER_PAGE;
  const next = `https://management.azure.com:443${request.path}?api-version=2024-07-01&$skiptoken=${until}`;
  return jsonReply({
    value: standing.slice(from, until).map((one) => toVm(one, request, false)),
    ...(until < standing.length ? { nextLink: next } : {}),
  });
}

function toVm(one: Rented, { path, now }: FeedRequest, withView: boolean) {
  const [provisioningState, power] = statusOf[one.details.isLeftover ? "failed" : phaseOf(one, now)];
  const group = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/.exec(path)?.[0] ?? "";
  const failed = "ProvisioningState/failed/AllocationFailed";
  const statuses = [
    {
      code: provisioningState === "Failed" ? failed : `ProvisioningState/${provisioningState.toLowerCase()}`,
    },
    ...(power === null ? [] : [{ code: `PowerState/${power}`, displayStatus: `VM ${power}` }]),
  ];
  return {
    name: one.name,
    id: `${group}/providers/Microsoft.Compute/virtualMachines/${one.name}`,
    type: "Microsoft.Compute/virtualMachines",
    location: one.region,
    tags: one.details.tags,
    properties: {
      vmId: one.id,
      provisioningState,
      timeCreated: one.createdAt.toISOString(),
      hardwareProfile: { vmSize: one.instanceType },
      networkProfile: {
        networkInterfaces: [{ id: `${group}/providers/Microsoft.Network/networkInterfaces/${one.name}-nic` }],
      },
      ...(withView ? { instanceView: { statuses } } : {}),
    },
  };
}

function showNic({ now, path, query }: FeedRequest, { fleet }: MachineWorld, name: string): Reply {
  const found = findMachine(fleet, name, now);
  if (found === null) return notFound(path);
  const isExpanded = query.get("$expand") === "ipConfigurations/publicIPAddress";
  const ipAddress = phaseOf(found, now) === "running" ? "203.0.113.7" : undefined;
  const publicIPAddress = { id: `${path}-ip`, ...(isExpanded ? { properties: { ipAddress } } : {}) };
  return jsonReply({
    name: `${name}-nic`,
    properties: { ipConfigurations: [{ properties: { publicIPAddress } }] },
  });
}

/** An operation that goes on is followed at the address that the answer names. */
const accepted: Reply = {
  status: 202,
  contentType: "application/json",
  body: "",
  headers: { "azure-asyncoperation": "https://management.azure.com/subscriptions/s/operations/1" },
};

function notFound(path: string): Reply {
  return failure(404, "ResourceNotFound", `The Resource '${path}' was not found.`);
}

function failure(status: number, code: string, message: string): Reply {
  return jsonReply({ error: { code, message } }, status);
}
