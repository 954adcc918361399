import { z } from "zod";
import {
  type LaunchOrder,
  MARK_PREFIX,
  type Machine,
  type MachineResult,
  type MachineState,
} from "@/domain/pod/machine";
import { isProviderError } from "@/server/http/provider-error";
import { done, isSuccess, readAnswer, readNothing, refused } from "../machines/answer";
import { cloudInit } from "../machines/cloud-init";
import type { MachineAnswer, MachineApi, MachineRequest } from "../machines/contract";
import { readPages } from "../machines/pages";
import { doubtful, refusalsOf, statusesWithoutCodes } from "../machines/refusal-shape";

const ROWS_PER_PAGE = 500;
const MAX_PAGES = 10;
/** Ubuntu 22.04; GPU plans come with drivers and Docker on it. Bare metal gets the same from an image. */
const UBUNTU_22_04 = 1743;

const server = z.object({
  id: z.string().min(1),
  label: z.string().nullish(),
  status: z.string(),
  /** Virtual machines only. */
  power_status: z.string().nullish(),
  server_status: z.string().nullish(),
  main_ip: z.string().nullish(),
  region: z.string().nullish(),
  date_created: z.string().nullish(),
});
type Server = z.infer<typeof server>;

const meta = z.object({ links: z.object({ next: z.string().nullish() }).nullish() }).nullish();
/** Errors are a status, which the body repeats, and a sentence. */
const refusal = refusalsOf({
  slug: "vultr",
  source: "https://www.vultr.com/api/#section/Errors; body as in github.com/vultr/govultr (2026-11-23)",
  body: z.object({ error: z.string(), status: z.number() }),
  read: ({ error, status }, answer) => {
    if (status !== answer.status) throw doubtful("vultr", answer);
    return { meaning: null, words: error };
  },
  byStatus: statusesWithoutCodes,
});
const stock = z.object({ available_plans: z.array(z.string()) });

/** Virtual machines and bare metal have separate paths, and an id does not tell which of the two it names. */
const kinds = {
  virtual: {
    path: "/v2/instances",
    planType: "vcg",
    one: z.object({ instance: server }).transform(({ instance }) => instance),
    page: z
      .object({ instances: z.array(server), meta })
      .transform(({ instances: rows, meta }) => ({ rows, meta })),
    image: { os_id: UBUNTU_22_04 },
  },
  metal: {
    path: "/v2/bare-metals",
    planType: "vbm",
    one: z.object({ bare_metal: server }).transform(({ bare_metal: one }) => one),
    page: z
      .object({ bare_metals: z.array(server), meta })
      .transform(({ bare_metals: rows, meta }) => ({ rows, meta })),
    image: { image_id: "docker" },
  },
} as const;
type Kind = (typeof kinds)[keyof typeof kinds];

export const vultrMachines: MachineApi = {
  rents: "virtual_machine",
  secretNames: ["VULTR_API_KEY"],
  authHeaders: ({ VULTR_API_KEY = "" }) => ({ authorization: `Bearer ${VULTR_API_KEY}` }),
  orderedTwice: "another machine",
  goneNeedsList: true,
  billedWhenStopped: "everything",
  launch: async (request, order) => {
    if (order.offer.isSpot) return refused("invalid", "the API cannot order preemptible machines");
    const kind = order.offer.instanceType.startsWith("vbm-") ? kinds.metal : kinds.virtual;
    const answer = await request.call({ method: "POST", path: kind.path, body: launchBody(kind, order) });
    if (!isSuccess(answer)) return refusalOfLaunch(request, kind, order, answer);
    return done(toMachine(readAnswer("vultr", kind.one, answer)));
  },
  get: (request, id) =>
    ofEitherKind(async (kind) => {
      const answer = await request.call({ path: pathOf(kind, id) });
      return isSuccess(answer) ? done(toMachine(readAnswer("vultr", kind.one, answer))) : refusal(answer);
    }),
  listOurs: async (request) => {
    const lists = [await list(request, kinds.virtual), await list(request, kinds.metal)];
    const machines: Machine[] = [];
    for (const found of lists) {
      if (!found.ok) return found;
      machines.push(...found.value.map(toMachine).filter(({ mark }) => mark !== null));
    }
    return done(machines);
  },
  terminate: (request, id) =>
    ofEitherKind(async (kind) => {
      const answer = await request.call({ method: "DELETE", path: pathOf(kind, id), isRepeatable: true });
      return isSuccess(answer) ? readNothing("vultr", answer) : refusal(answer);
    }),
  stop: (request, id) => power(request, id, "halt"),
  start: (request, id) => power(request, id, "start"),
};

function launchBody({ image }: Kind, order: LaunchOrder) {
  const { mark, offer } = order;
  const userData = cloudInit(order);
  return {
    region: offer.region,
    plan: offer.instanceType,
    label: mark,
    ...image,
    ...(userData === null ? {} : { user_data: Buffer.from(userData).toString("base64") }),
  };
}

function pathOf({ path }: Kind, id: string): string {
  return `${path}/${encodeURIComponent(id)}`;
}

/** Looks for bare metal if there is no such virtual machine. */
async function ofEitherKind<Value>(
  verb: (kind: Kind) => Promise<MachineResult<Value>>,
): Promise<MachineResult<Value>> {
  const result = await verb(kinds.virtual);
  return !result.ok && result.fault === "gone" ? verb(kinds.metal) : result;
}

async function list(request: MachineRequest, kind: Kind): Promise<MachineResult<Server[]>> {
  return await readPages("vultr", MAX_PAGES, async (cursor) => {
    const query = { per_page: ROWS_PER_PAGE, ...(cursor === null ? {} : { cursor }) };
    const answer = await request.call({ path: kind.path, query });
    if (!isSuccess(answer)) return refusal(answer);
    const { rows, meta } = readAnswer("vultr", kind.page, answer);
    return { ok: true, rows, next: meta?.links?.next || null };
  });
}

/** Virtual machines only: bare metal shows no power state, so nobody could see whether it has stopped. */
async function power(
  request: MachineRequest,
  id: string,
  verb: "halt" | "start",
): Promise<MachineResult<null>> {
  const answer = await request.call({ method: "POST", path: `${pathOf(kinds.virtual, id)}/${verb}` });
  if (isSuccess(answer)) return readNothing("vultr", answer);
  const told = refusal(answer);
  if (told.fault !== "gone") return told;
  const metal = await request.call({ path: pathOf(kinds.metal, id) });
  if (!isSuccess(metal)) return refusal(metal);
  readAnswer("vultr", kinds.metal.one, metal);
  return refused("invalid", "bare metal does not show whether it has stopped");
}

function toMachine({ id, label, main_ip: ip, region, date_created: createdAt, ...status }: Server): Machine {
  // A machine shows this address until it gets its own.
  const address = ip && ip !== "0.0.0.0" ? ip : null;
  const { status: life, power_status: power, server_status: inside } = status;
  return {
    id,
    mark: label?.startsWith(MARK_PREFIX) ? label : null,
    state: stateOf(status),
    providerState: [life, power, inside].filter((word) => word != null).join(", "),
    publicAddress: address,
    sshPort: address === null ? null : 22,
    endpointUrl: null,
    microUsdPerHour: null,
    region: region ?? null,
    createdAt: createdAt ?? null,
  };
}

function stateOf({
  status,
  power_status: power,
  server_status: inside,
}: Pick<Server, "status" | "power_status" | "server_status">): MachineState {
  if (status === "pending" || status === "resizing") return "provisioning";
  if (status === "suspended") return "stopped";
  if (status === "failed") return "failed";
  if (status !== "active") return "unknown";
  if (power === "stopped") return "stopped";
  // "installingbooting", "locked": it is up for Vultr, but not yet for anybody else.
  return inside == null || inside === "ok" ? "running" : "provisioning";
}

/**
 * Only the sentence for the account's limit is known (github.com/ingvarch/tent, 2026); the region says for each plan whether it
 * is sold out.
 */
async function refusalOfLaunch(
  request: MachineRequest,
  { planType }: Kind,
  { offer }: LaunchOrder,
  answer: MachineAnswer,
) {
  const told = refusal(answer);
  if (told.fault !== "invalid") return told;
  if (/maximum number of active instances/i.test(told.providerText))
    return refused("quota", told.providerText);
  const plans = await plansIn(request, offer.region, planType);
  return plans === null || plans.includes(offer.instanceType)
    ? told
    : refused("no_capacity", told.providerText);
}

/** What a region has available; null where it does not say, in which case the refusal stays as it is. */
async function plansIn(request: MachineRequest, region: string | null, type: string) {
  if (region === null) return null;
  try {
    const path = `/v2/regions/${encodeURIComponent(region)}/availability`;
    const answer = await request.call({ path, query: { type } });
    return isSuccess(answer) ? readAnswer("vultr", stock, answer).available_plans : null;
  } catch (error) {
    if (!isProviderError(error)) throw error;
    return null;
  }
}
