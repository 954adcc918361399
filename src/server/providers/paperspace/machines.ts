import { z } from "zod";
import { parseMicroUsd } from "@/domain/money";
import { type LaunchOrder, MARK_PREFIX, type Machine, type MachineState } from "@/domain/pod/machine";
import { done, isSuccess, readAnswer, readNothing } from "../machines/answer";
import { cloudInit } from "../machines/cloud-init";
import type { MachineApi, MachineRequest } from "../machines/contract";
import { readPages } from "../machines/pages";
import { doubtful, type Meaning, refusalsOf, statusesBesideCodes } from "../machines/refusal-shape";

const DROPLETS_PER_PAGE = 200;
const MAX_PAGES = 10;

const states: Readonly<Record<string, MachineState>> = {
  new: "provisioning",
  active: "running",
  off: "stopped",
  archive: "stopped",
};

const faults: Readonly<Record<string, Meaning>> = {
  unauthorized: "auth",
  forbidden: "auth",
  not_found: "gone",
};

/**
 * One code, `unprocessable_entity`, covers everything that can be wrong with an order; only the text tells a sold-out size and an
 * account's limit from a mistake. Texts as reported in github.com/OpenRouterLabs/spawn, #2768 and #3059 (2026-03).
 */
const unprocessable: readonly (readonly [text: RegExp, fault: Meaning])[] = [
  [/size is not available in this region/i, "no_capacity"],
  [/exceed your droplet limit/i, "quota"],
];

const droplet = z.object({
  id: z.number().int(),
  name: z.string().nullish(),
  status: z.string(),
  created_at: z.string().nullish(),
  region: z.object({ slug: z.string() }).nullish(),
  size: z.object({ price_hourly: z.number().nonnegative().nullish() }).nullish(),
  networks: z
    .object({
      v4: z.array(z.object({ ip_address: z.string().nullish(), type: z.string().nullish() })).nullish(),
    })
    .nullish(),
});
type Droplet = z.infer<typeof droplet>;

const oneDroplet = z.object({ droplet });
const page = z.object({
  droplets: z.array(droplet),
  links: z.object({ pages: z.object({ next: z.string().nullish() }).nullish() }).nullish(),
});
const actions = z.object({ actions: z.array(z.object({ type: z.string(), status: z.string() })) });
const action = z.object({ action: z.object({ resource_id: z.number().int(), type: z.string() }) });

const refusal = refusalsOf({
  slug: "paperspace",
  source: "github.com/digitalocean/openapi 7c1300c, shared/models/error.yml (2026-11-23)",
  body: z.object({ id: z.string().regex(/^[A-Za-z_]+$/), message: z.string() }),
  read: ({ id, message }) => {
    const worded = unprocessable.find(([text]) => text.test(message))?.[1];
    const meaning = id === "unprocessable_entity" ? worded : faults[id];
    return { meaning: meaning ?? null, words: `${id}: ${message}` };
  },
  byStatus: statusesBesideCodes,
});

export const paperspaceMachines: MachineApi = {
  rents: "virtual_machine",
  secretNames: ["DIGITALOCEAN_TOKEN"],
  settingNames: ["DIGITALOCEAN_SSH_KEY_ID"],
  authHeaders: ({ DIGITALOCEAN_TOKEN = "" }) => ({ authorization: `Bearer ${DIGITALOCEAN_TOKEN}` }),
  orderedTwice: "another machine",
  billedWhenStopped: "everything",
  launch: async (request, order) => {
    const answer = await request.call({
      method: "POST",
      path: "/v2/droplets",
      body: launchBody(request, order),
    });
    if (!isSuccess(answer)) return refusal(answer);
    return done(toMachine(readAnswer("paperspace", oneDroplet, answer).droplet));
  },
  get: async (request, id) => {
    const answer = await request.call({ path: pathOf(id) });
    if (!isSuccess(answer)) return refusal(answer);
    const found = toMachine(readAnswer("paperspace", oneDroplet, answer).droplet);
    const hasFailed = found.state === "provisioning" && (await hasCreateFailed(request, id));
    return done(hasFailed ? { ...found, state: "failed", providerState: "new, create errored" } : found);
  },
  listOurs: async (request) => {
    const listed = await readPages("paperspace", MAX_PAGES, async (cursor) => {
      // Without the type the list leaves out droplets with GPUs; with it, the request may not filter by tag.
      const number = Number(cursor ?? 1);
      const query = { type: "gpus", per_page: DROPLETS_PER_PAGE, page: number };
      const answer = await request.call({ path: "/v2/droplets", query });
      if (!isSuccess(answer)) return refusal(answer);
      const { droplets, links } = readAnswer("paperspace", page, answer);
      return {
        ok: true,
        rows: droplets.map(toMachine),
        next: links?.pages?.next ? String(number + 1) : null,
      };
    });
    return listed.ok ? done(listed.value.filter(({ mark }) => mark !== null)) : listed;
  },
  terminate: async (request, id) => {
    const answer = await request.call({ method: "DELETE", path: pathOf(id), isRepeatable: true });
    return isSuccess(answer) ? readNothing("paperspace", answer) : refusal(answer);
  },
  stop: (request, id) => act(request, id, "shutdown"),
  start: (request, id) => act(request, id, "power_on"),
};

/** Without a key of the account, DigitalOcean mails a root password that must be changed at the first login. */
function launchBody({ secrets }: MachineRequest, order: LaunchOrder) {
  const { mark, offer } = order;
  const userData = cloudInit(order);
  return {
    // A tag for each order would stay in the account after its droplet is gone.
    name: mark,
    region: offer.region,
    size: offer.instanceType,
    image: imageFor(offer),
    ssh_keys: [keyId(secrets.DIGITALOCEAN_SSH_KEY_ID ?? "")],
    ...(userData === null ? {} : { user_data: userData }),
  };
}

/** Ids are numbers; anything else is a fingerprint. */
function keyId(setting: string): string | number {
  return /^\d{1,15}$/.test(setting) ? Number(setting) : setting;
}

/**
 * The images with drivers: one for AMD, two for NVIDIA by the number of cards, whatever the card.
 * https://docs.digitalocean.com/products/droplets/getting-started/recommended-gpu-setup/
 */
function imageFor({ instanceType, gpuCount }: LaunchOrder["offer"]): string {
  if (/^gpu-mi\d/.test(instanceType)) return "gpu-amd-base";
  return gpuCount === 8 ? "gpu-h100x8-base" : "gpu-h100x1-base";
}

function pathOf(id: string): string {
  return `/v2/droplets/${encodeURIComponent(id)}`;
}

/** A droplet that cannot be created stays "new"; only its create action shows the failure. */
async function hasCreateFailed(request: MachineRequest, id: string): Promise<boolean> {
  const answer = await request.call({
    path: `${pathOf(id)}/actions`,
    query: { per_page: DROPLETS_PER_PAGE },
  });
  if (!isSuccess(answer)) return false;
  return readAnswer("paperspace", actions, answer).actions.some(
    ({ type, status }) => type === "create" && status === "errored",
  );
}

async function act(request: MachineRequest, id: string, type: "shutdown" | "power_on") {
  const answer = await request.call({ method: "POST", path: `${pathOf(id)}/actions`, body: { type } });
  if (!isSuccess(answer)) return refusal(answer);
  const { resource_id: about, type: did } = readAnswer("paperspace", action, answer).action;
  if (String(about) === id && did === type) return done(null);
  throw doubtful("paperspace", answer);
}

function toMachine({ id, name, status, networks, size, region, created_at: createdAt }: Droplet): Machine {
  const address = networks?.v4?.find(({ type }) => type === "public")?.ip_address ?? null;
  return {
    id: String(id),
    mark: name?.startsWith(MARK_PREFIX) ? name : null,
    state: states[status] ?? "unknown",
    providerState: status,
    publicAddress: address,
    sshPort: address === null ? null : 22,
    endpointUrl: null,
    microUsdPerHour: size?.price_hourly == null ? null : parseMicroUsd(size.price_hourly),
    region: region?.slug ?? null,
    createdAt: createdAt ?? null,
  };
}
