import { z } from "zod";
import type { LaunchOrder, Machine, MachineResult } from "@/domain/pod/machine";
import { isProviderError } from "@/server/http/provider-error";
import { accepted, done, isSuccess, type Refused, readAnswer, refused } from "../machines/answer";
import type { MachineAnswer, MachineApi, MachineRequest } from "../machines/contract";
import { readPages } from "../machines/pages";
import { vastInstance, vastMachine } from "./instance";
import { readOfferId } from "./offer-id";
import { vastOrder } from "./order";
import { contractIn, isRefusal, launchRefusal, refusal, searchRefusal } from "./refusal";

/** Instances come 25 to a page; an account with more pages than this does not hold just our machines. */
const PAGE_SIZE = 25;
const MAX_PAGES = 200;

const offer = z.object({ id: z.number().int(), min_bid: z.number().nullish() });
type Ask = z.infer<typeof offer>;

export const vastaiMachines: MachineApi = {
  rents: "container",
  secretNames: ["VASTAI_API_KEY"],
  authHeaders: ({ VASTAI_API_KEY = "" }) => ({ authorization: `Bearer ${VASTAI_API_KEY}` }),
  orderedTwice: "another machine",
  billedWhenStopped: "disk",
  launch: async (request, order) => {
    const ask = await findAsk(request, order);
    if (!ask.ok) return ask;
    const body = vastOrder(order, ask.value.min_bid ?? null);
    if (body === null)
      return refused(
        "invalid",
        "a spot instance needs a bid: the order has none and the ask names no lowest bid",
      );
    const answer = await request.call({ method: "PUT", path: `/api/v0/asks/${ask.value.id}/`, body });
    if (!isAccepted(answer)) return await withoutLeftover(request, contractIn(answer), launchRefusal(answer));
    const created = readAnswer(
      "vastai",
      z.object({ success: z.literal(true), new_contract: z.number().int() }),
      answer,
    );
    return done(accepted(String(created.new_contract), order));
  },
  get: async (request, id) => {
    const answer = await request.call({ path: instancePath(id) });
    if (!isAccepted(answer)) return refusalAbout(id, answer);
    const { instances: found } = readAnswer(
      "vastai",
      z.object({ instances: vastInstance.nullable() }),
      answer,
    );
    return found === null ? refused("gone", `no instance ${id}`) : done(vastMachine(found));
  },
  listOurs: async (request) => listAll(request),
  terminate: (request, id) => change(request, id, { method: "DELETE" }),
  stop: (request, id) => change(request, id, { method: "PUT", body: { state: "stopped" } }),
  start: (request, id) => change(request, id, { method: "PUT", body: { state: "running" } }),
};

/**
 * The current ask for the offer. Ids of asks last for minutes, so an offer is identified by its machine and number of GPUs.
 * The search takes the same key as every call and answers 404 to a wrong one ("Invalid user key").
 */
async function findAsk(request: MachineRequest, order: LaunchOrder): Promise<MachineResult<Ask>> {
  const { externalId, isSpot } = order.offer;
  const key = readOfferId(externalId);
  if (key === null) return refused("invalid", `externalId: "${externalId}" names no machine of Vast.ai`);
  const body = {
    limit: 1,
    type: isSpot ? "bid" : "on-demand",
    order: [["dph_total", "asc"]],
    machine_id: { eq: key.machineId },
    num_gpus: { eq: key.gpuCount },
    verified: { eq: true },
    rentable: { eq: true },
    rented: { eq: false },
    disk_space: { gte: order.diskGib },
  };
  const answer = await request.call({
    method: "POST",
    path: "/api/v0/bundles/",
    body,
    isRepeatable: true,
    changesNothing: true,
  });
  if (!isAccepted(answer)) return searchRefusal(answer);
  const { offers } = readAnswer("vastai", z.object({ offers: z.array(offer) }), answer);
  const [found] = offers;
  return found ? done(found) : refused("no_capacity", `machine ${key.machineId} is not available now`);
}

async function listAll(request: MachineRequest): Promise<MachineResult<Machine[]>> {
  const page = z.object({ instances: z.array(vastInstance), next_token: z.string().nullish() });
  const listed = await readPages("vastai", MAX_PAGES, async (cursor) => {
    const query = { limit: PAGE_SIZE, ...(cursor === null ? {} : { after_token: cursor }) };
    const answer = await request.call({ path: "/api/v1/instances/", query });
    if (!isAccepted(answer)) return refusal(answer);
    const { instances, next_token } = readAnswer("vastai", page, answer);
    return { ok: true, rows: instances.map(vastMachine), next: next_token || null };
  });
  return listed.ok ? done(listed.value.filter(({ mark }) => mark !== null)) : listed;
}

/** Repeatable: setting a state twice equals setting it once, and a second destruction finds nothing. */
async function change(
  request: MachineRequest,
  id: string,
  call: { method: "DELETE" | "PUT"; body?: { state: string } },
): Promise<MachineResult<null>> {
  const answer = await request.call({ ...call, path: instancePath(id), isRepeatable: true });
  if (!isAccepted(answer)) return refusalAbout(id, answer);
  readAnswer("vastai", z.object({ success: z.literal(true) }), answer);
  return done(null);
}

/**
 * A refused launch, especially for spot, can leave a stopped instance behind whose disk is billed; its id is in the
 * refusal. If it cannot be destroyed at once, nobody may rely on the refusal; the label leads to it later.
 */
async function withoutLeftover(
  request: MachineRequest,
  contract: number | null,
  told: Refused,
): Promise<MachineResult<Machine>> {
  if (contract === null) return told;
  const left = await change(request, String(contract), { method: "DELETE" }).catch(reportLoss);
  return left.ok || left.fault === "gone" ? told : refused("unknown_outcome", left.providerText);
}

/** Every failure of the clean-up means the same: the instance may still exist. */
function reportLoss(error: unknown) {
  if (isProviderError(error)) return refused("unknown_outcome", error.message);
  throw error;
}

/** Ids are numbers. Any other id is answered with 400 and names nothing; a refused number may name something. */
function refusalAbout(id: string, answer: MachineAnswer): Refused {
  const told = refusal(answer);
  const isNoId = answer.status === 400 && !/^\d+$/.test(id);
  return isNoId && told.fault === "invalid" ? refused("gone", told.providerText) : told;
}

function instancePath(id: string): string {
  return `/api/v0/instances/${encodeURIComponent(id)}/`;
}

/** Some refusals come under 200. */
function isAccepted(answer: MachineAnswer): boolean {
  return isSuccess(answer) && !isRefusal(answer);
}
