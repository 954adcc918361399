import type Together from "together-ai";
import type { APIError } from "together-ai";
import { z } from "zod";
import { gpuById, parseGpuName } from "@/domain/gpu/gpu";
import {
  type LaunchOrder,
  MARK_PREFIX,
  type Machine,
  type MachineResult,
  type MachineState,
} from "@/domain/pod/machine";
import { isProviderError, ProviderError } from "@/server/http/provider-error";
import { done, readBody, readNothing, refused } from "../machines/answer";
import type { MachineApi, MachineRequest } from "../machines/contract";
import { type Meaning, refusalsOf, statusesWithoutCodes } from "../machines/refusal-shape";

const states: Readonly<Record<string, MachineState>> = {
  PENDING: "pending",
  STARTING: "provisioning",
  STARTED: "running",
  STOPPING: "stopping",
  STOPPED: "stopped",
  ERROR: "failed",
};

/** The type of an error says more than its status: the API answers 403 to a wrong key and to an account without credit alike. */
const faults: Readonly<Record<string, Meaning>> = {
  invalid_api_key: "auth",
  missing_api_key: "auth",
  insufficient_balance: "no_balance",
  insufficient_capacity: "no_capacity",
  quota_exceeded: "quota",
};

/** The library passes answers on unchecked. */
const endpointSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  display_name: z.string().nullish(),
  state: z.string(),
  created_at: z.string().nullish(),
});
const hardwareSchema = z.array(
  z.object({
    id: z.string().min(1),
    specs: z.object({
      gpu_count: z.number(),
      gpu_type: z.string(),
      gpu_link: z.string().nullish(),
      gpu_memory: z.number().positive(),
    }),
    availability: z.object({ status: z.string() }).nullish(),
  }),
);

type Specs = z.infer<typeof hardwareSchema>[number]["specs"];

const refusal = refusalsOf({
  slug: "together",
  source: "github.com/togethercomputer/openapi 090263a, ErrorData (2026-11-23)",
  body: z.object({
    error: z.object({ message: z.string(), type: z.string(), code: z.string().nullish() }),
  }),
  read: ({ error: { message, type, code } }) => ({
    meaning: faults[code ?? ""] ?? faults[type] ?? null,
    words: message,
  }),
  byStatus: statusesWithoutCodes,
  // "insufficient_capacity" comes under 503, the status of an overloaded API, whose code is another.
  despite: [503],
});

/** Dedicated endpoints of version 1, through the vendor's library over our transport; version 2 is still in beta. */
export const togetherMachines: MachineApi = {
  rents: "endpoint",
  secretNames: ["TOGETHER_API_KEY"],
  orderedTwice: "another machine",
  goneNeedsList: true,
  billedWhenStopped: "nothing",
  launch: (request, order) =>
    asked(request, async (client) => {
      if (order.model === null)
        return refused("invalid", "model: an endpoint serves a model, and the order names none");
      const hardware = await findHardware(client, order);
      if (hardware === null)
        return refused("invalid", `${order.model} is not served on ${order.offer.instanceType}`);
      if (hardware.availability && hardware.availability.status !== "available")
        return refused("no_capacity", `${hardware.id}: ${hardware.availability.status}`);
      const zones = await zonesIn(client, order.offer.region);
      if (zones.length === 0) return refused("no_capacity", `no zone in ${order.offer.region}`);
      return await createInOne(request, zones, {
        model: order.model,
        hardware: hardware.id,
        display_name: order.mark,
        autoscaling: { min_replicas: 1, max_replicas: 1 },
        // We end it ourselves: an endpoint that stops by itself would look like a failure.
        inactive_timeout: 0,
        state: "STARTED",
      });
    }),
  get: (request, id) =>
    askedAbout(request, id, async (client) => done(toMachine(await client.endpoints.retrieve(id)))),
  listOurs: (request) =>
    asked(request, async (client) => {
      const listed = await client.endpoints.list({ type: "dedicated", mine: true });
      // The list leaves out the display name, which contains the mark.
      const whole: Machine[] = [];
      const { data } = read(z.object({ data: z.array(z.object({ id: z.string() })) }), listed);
      for (const { id } of data) {
        const one = await asked(request, async () => done(toMachine(await client.endpoints.retrieve(id))));
        if (one.ok) whole.push(one.value);
        else if (one.fault !== "gone") return one;
      }
      return done(whole.filter(({ mark }) => mark !== null));
    }),
  stop: (request, id) => setState(request, id, "STOPPED"),
  start: (request, id) => setState(request, id, "STARTED"),
  terminate: (request, id) =>
    askedAbout(request, id, async (client) => {
      const response = await client.endpoints.delete(id).asResponse();
      const headers = Object.fromEntries(response.headers);
      return readNothing("together", {
        status: response.status,
        headers,
        text: await response.text(),
        json: null,
      });
    }),
};

function setState(request: MachineRequest, id: string, state: "STARTED" | "STOPPED") {
  return askedAbout(request, id, async (client) => {
    read(endpointSchema.extend({ id: z.literal(id) }), await client.endpoints.update(id, { state }));
    return done(null);
  });
}

/** The configuration of a model that has the offer's card and number of cards; version 2 sells them under other names. */
async function findHardware(client: Together, { model, offer }: LaunchOrder) {
  const listed = await client.endpoints.listHardware({ model: model ?? "" });
  const fitting = read(z.object({ data: hardwareSchema }), listed).data.filter(
    ({ specs }) => specs.gpu_count === offer.gpuCount && isCardOf(offer, specs),
  );
  return fitting.find(({ availability }) => availability?.status === "available") ?? fitting[0] ?? null;
}

/** "sxm" and "pcie" are form factors. Version 1 has no words for others, and an offer may leave the form open. */
function isCardOf({ gpuId }: LaunchOrder["offer"], { gpu_type, gpu_link, gpu_memory }: Specs): boolean {
  const wanted = gpuById(gpuId);
  const card = gpuById(parseGpuName(gpu_type, { vramGib: gpu_memory })?.id ?? "");
  if (wanted === null || card === null) return false;
  const isForm = wanted.formFactor === "sxm" || wanted.formFactor === "pcie";
  const link = gpu_link?.toLowerCase();
  const hasForm = !isForm || link === undefined || link === wanted.formFactor;
  return card.family === wanted.family && card.vramGib === wanted.vramGib && hasForm;
}

/** "us-central-4b" is in "us-central", a region of version 2. An offer without a region can be placed anywhere. */
async function zonesIn(client: Together, region: string | null): Promise<(string | null)[]> {
  if (region === null) return [null];
  const { avzones } = read(z.object({ avzones: z.array(z.string()) }), await client.endpoints.listAvzones());
  return avzones.filter((zone) => zone === region || zone.startsWith(`${region}-`));
}

/** A full zone says nothing about the rest of its region, so the next one is tried; any other refusal is final. */
async function createInOne(
  request: MachineRequest,
  zones: readonly (string | null)[],
  body: Parameters<Together["endpoints"]["create"]>[0],
): Promise<MachineResult<Machine>> {
  let last: MachineResult<Machine> = refused("no_capacity", "no zone");
  for (const zone of zones) {
    last = await asked(request, async (client) => {
      const place = zone === null ? {} : { availability_zone: zone };
      return done(toMachine(await client.endpoints.create({ ...body, ...place })));
    });
    if (last.ok || last.fault !== "no_capacity") return last;
  }
  return last;
}

function toMachine(endpoint: unknown): Machine {
  const { id, display_name: name, name: path, state, created_at: createdAt } = read(endpointSchema, endpoint);
  return {
    id,
    mark: name?.startsWith(MARK_PREFIX) ? name : null,
    state: states[state] ?? "unknown",
    providerState: state,
    publicAddress: null,
    sshPort: null,
    // Endpoints share one address; the model named in the request selects one.
    endpointUrl: path === "" ? null : `https://api.together.ai/v1#model=${encodeURIComponent(path)}`,
    microUsdPerHour: null,
    region: null,
    createdAt: createdAt ?? null,
  };
}

function read<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  return readBody("together", schema, value);
}

/** The library throws its own error for anything that cannot be part of a path, and such an id names nothing. */
async function askedAbout<Value>(
  request: MachineRequest,
  id: string,
  call: (client: Together) => Promise<MachineResult<Value>>,
): Promise<MachineResult<Value>> {
  return /^[\w-]+$/.test(id) ? await asked(request, call) : refused("gone", "not the id of an endpoint");
}

/** Makes a call through the library, which is loaded here, and turns what it throws into results. */
async function asked<Value>(
  request: MachineRequest,
  call: (client: Together) => Promise<MachineResult<Value>>,
): Promise<MachineResult<Value>> {
  const { default: Client } = await import("together-ai");
  const client = new Client({
    apiKey: request.secrets.TOGETHER_API_KEY ?? "",
    baseURL: "https://api.together.ai/v1",
    fetch: request.fetch,
    maxRetries: 0,
    logLevel: "off",
  });
  try {
    return await call(client);
  } catch (error) {
    if (isApiError(error)) return refusalIn(error);
    // The library parses a success itself, and passes the failure on.
    if (error instanceof SyntaxError) throw new ProviderError("bad_response", "together: not JSON");
    throw error;
  }
}

/** The library's error for an answer, or for none: its only one that has both a status and a body. */
function isApiError(error: unknown): error is APIError {
  return error instanceof Error && "status" in error && "error" in error;
}

type LibraryError = {
  status: number | undefined;
  headers: Headers | undefined;
  error: unknown;
  cause?: unknown;
};

/** The library passes the whole body on, parsed. */
function refusalIn({ status, headers = new Headers(), error: json, cause }: LibraryError) {
  // Without a status no answer came, and the transport's error says why.
  if (status === undefined)
    throw isProviderError(cause) ? cause : new ProviderError("unavailable", "together: no answer");
  const text = JSON.stringify(json ?? "");
  return refusal({ status, headers: Object.fromEntries(headers), text, json });
}
