import { z } from "zod";
import type { LaunchOrder, Machine, MachineFault, MachineResult } from "@/domain/pod/machine";
import { isProviderError, ProviderError } from "@/server/http/provider-error";
import { accepted, done, faultOfStatus, isSuccess, readAnswer, refused, textOf } from "../machines/answer";
import type { MachineAnswer, MachineApi, MachineRequest } from "../machines/contract";
import { vastInstance, vastMachine } from "./instance";
import { readOfferId } from "./offer-id";
import { vastOrder } from "./order";

/** Instances come 25 to a page; an account with more pages than this does not hold just our machines. */
const PAGE_SIZE = 25;
const MAX_PAGES = 200;

/** The codes of `error`; the one that Vast.ai's pages leave out (insufficient_credit) occurs in answers. */
const faults: Readonly<Record<string, MachineFault>> = {
  auth_error: "auth",
  insufficient_credit: "no_balance",
  invalid_args: "invalid",
  invalid_price: "invalid",
  no_ssh_key_for_vm: "invalid",
  no_such_instance: "gone",
};

const outcome = z.object({
  success: z.boolean().nullish(),
  error: z.string().nullish().catch(null),
  msg: z.string().nullish().catch(null),
  new_contract: z.number().int().nullish().catch(null),
});
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
    if (!isAccepted(answer))
      return await withoutLeftover(request, outcomeOf(answer).new_contract, launchRefusal(answer));
    const created = readAnswer("vastai", z.object({ new_contract: z.number().int() }), answer);
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
  });
  if (answer.status === 404) return refused("auth", textOf(answer));
  if (!isAccepted(answer)) return refusal(answer);
  const { offers } = readAnswer("vastai", z.object({ offers: z.array(offer) }), answer);
  const [found] = offers;
  return found ? done(found) : refused("no_capacity", `machine ${key.machineId} is not available now`);
}

async function listAll(request: MachineRequest): Promise<MachineResult<Machine[]>> {
  const ours: Machine[] = [];
  const page = z.object({ instances: z.array(vastInstance), next_token: z.string().nullish() });
  let token: string | null | undefined;
  for (let read = 0; read < MAX_PAGES; read += 1) {
    const query = { limit: PAGE_SIZE, ...(token ? { after_token: token } : {}) };
    const answer = await request.call({ path: "/api/v1/instances/", query });
    if (!isAccepted(answer)) return refusal(answer);
    const { instances, next_token } = readAnswer("vastai", page, answer);
    ours.push(...instances.map(vastMachine).filter(({ mark }) => mark !== null));
    if (!next_token) return done(ours);
    token = next_token;
  }
  throw new ProviderError("bad_response", `vastai: more than ${MAX_PAGES} pages of instances`);
}

/** Repeatable: setting a state twice equals setting it once, and a second destruction finds nothing. */
async function change(
  request: MachineRequest,
  id: string,
  call: { method: "DELETE" | "PUT"; body?: { state: string } },
): Promise<MachineResult<null>> {
  const answer = await request.call({ ...call, path: instancePath(id), isRepeatable: true });
  return isAccepted(answer) ? done(null) : refusalAbout(id, answer);
}

/**
 * A refused launch, especially for spot, can leave a stopped instance behind whose disk is billed; its id is in the
 * refusal. If it cannot be destroyed at once, nobody may rely on the refusal; the label leads to it later.
 */
async function withoutLeftover(
  request: MachineRequest,
  contract: number | null | undefined,
  refusal: MachineResult<Machine>,
): Promise<MachineResult<Machine>> {
  if (contract == null) return refusal;
  const left = await change(request, String(contract), { method: "DELETE" }).catch(reportLoss);
  return left.ok || left.fault === "gone" ? refusal : refused("unknown_outcome", left.providerText);
}

/** Every failure of the clean-up means the same: the instance may still exist. */
function reportLoss(error: unknown) {
  if (isProviderError(error)) return refused("unknown_outcome", error.message);
  throw error;
}

function instancePath(id: string): string {
  return `/api/v0/instances/${encodeURIComponent(id)}/`;
}

/** Some refusals come under 200. */
function isAccepted(answer: MachineAnswer): boolean {
  return isSuccess(answer) && outcomeOf(answer).success !== false;
}

function outcomeOf({ json }: MachineAnswer): z.infer<typeof outcome> {
  return outcome.safeParse(json).data ?? {};
}

/** 404: "offer not found or not available"; 410: it cannot start now. Their codes differ from case to case. */
function launchRefusal(answer: MachineAnswer) {
  const isTaken = answer.status === 404 || answer.status === 410;
  return isTaken ? refused("no_capacity", wordsOf(answer)) : refusal(answer);
}

/** Ids are numbers. Any other id is answered with 400 or 404 and names nothing; a refused number may name something. */
function refusalAbout(id: string, answer: MachineAnswer) {
  const isNoId = answer.status === 400 && !/^\d+$/.test(id);
  return isNoId ? refused("gone", wordsOf(answer)) : refusal(answer);
}

function refusal(answer: MachineAnswer) {
  const code = outcomeOf(answer).error;
  // Under status 200 neither the status nor an unknown code says anything.
  const byStatus = isSuccess(answer) ? "invalid" : faultOfStatus(answer.status);
  return refused((code ? faults[code] : undefined) ?? byStatus, wordsOf(answer));
}

function wordsOf(answer: MachineAnswer): string {
  const { error, msg } = outcomeOf(answer);
  return [error, msg].filter(Boolean).join(": ") || textOf(answer);
}
