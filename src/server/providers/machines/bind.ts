import { AppError } from "@/domain/errors";
import {
  type Ending,
  type LaunchOrder,
  MARK_PREFIX,
  type Machine,
  type MachineResult,
} from "@/domain/pod/machine";
import { isProviderError, ProviderError } from "@/server/http/provider-error";
import { gateOf, type Provider } from "../contract";
import { refused } from "./answer";
import { type BindOptions, bindRequest, type Trace } from "./bind-request";
import type { MachineApi, MachineRequest } from "./contract";

/** A provider's machines, ready to be called. `stop` and `start` are null where the provider has none. */
export type Machines = {
  launch(order: LaunchOrder): Promise<MachineResult<Machine>>;
  get(id: string): Promise<MachineResult<Machine>>;
  listOurs(): Promise<MachineResult<Machine[]>>;
  /**
   * To be asked again until it has `ended`.
   *
   * @param launchedAt when it was ordered; null only if that is unknown.
   */
  terminate(id: string, launchedAt: Date | null): Promise<MachineResult<Ending>>;
  stop: ((id: string) => Promise<MachineResult<null>>) | null;
  start: ((id: string) => Promise<MachineResult<null>>) | null;
};

/** How long after its launch a machine may be unknown to the API that launched it: EC2 and Compute Engine are slow to show it. */
const NEWBORN_MS = 60_000;

/** CoreWeave and DigitalOcean accept no name that ends in a hyphen. */
const MARK = new RegExp(`^${MARK_PREFIX}[a-z0-9-]{0,35}[a-z0-9]$`);

/**
 * Ties a provider's machine verbs to its API and to one taxonomy of faults.
 *
 * - A launch, stop or start without a documented answer is `unknown_outcome` once the order may have left, `not_sent` before. If a
 *   launch finds no such size or key, its order is invalid.
 * - A machine has `ended` only when its provider agreed to end it or does not know it, and then `get` shows it as terminated or gone.
 *   A machine that was launched within the last minute may not show yet, so for it "gone" is an unknown outcome.
 * - Reads pass on a {@link ProviderError}: an unreachable provider says nothing about a machine, and an answer about another one, or
 *   a list that lies, is no better.
 *
 * @throws {AppError} INVALID_INPUT from `launch` for a mark that is not ours. An abort of the caller is passed on unchanged, and leaves
 *   the outcome unknown.
 */
export function bindMachines({ slug, machines, ...provider }: Provider, options: BindOptions): Machines {
  if (machines === undefined)
    throw new AppError("PRECONDITION_FAILED", `${slug} cannot rent through its API`, {
      reason: { code: "provider.rents_nothing", parameters: { id: slug } },
    });
  const api = {
    slug,
    baseUrl: machines.baseUrl ?? provider.baseUrl,
    gate: gateOf({ slug, ...provider }, "with a key", options),
  };
  const open = (trace: Trace) => bindRequest(api, machines, { ...options, trace });
  const reading = open({ hasLeft: false });
  const acting: Act = (verb) => tracked((trace) => verb(open(trace)));
  const get = (id: string) => readOne(slug, machines, reading, id);
  const { stop, start } = machines;
  return {
    launch: (order) => {
      if (!MARK.test(order.mark)) throw new AppError("INVALID_INPUT", `mark: not one of ours: ${order.mark}`);
      return launch(acting, machines, order);
    },
    get,
    listOurs: () => listOurs(machines, reading),
    terminate: async (id, launchedAt) => {
      const asked = await acting((request) => machines.terminate(request, id));
      const isNewborn = launchedAt !== null && options.now.getTime() - launchedAt.getTime() < NEWBORN_MS;
      if (asked.ok) return await confirmEnd(() => get(id), { wasAccepted: true });
      if (asked.fault !== "gone") return asked;
      if (isNewborn) return refused("unknown_outcome", asked.providerText);
      return await confirmEnd(() => get(id), { wasAccepted: false });
    },
    stop: stop ? (id) => changeOne(acting, get, (request) => stop(request, id), id) : null,
    start: start ? (id) => changeOne(acting, get, (request) => start(request, id), id) : null,
  };
}

type Act = <Value>(
  verb: (request: MachineRequest) => Promise<MachineResult<Value>>,
) => Promise<MachineResult<Value>>;

/** An order without a documented answer: unknown once it may have left. */
async function tracked<Value>(
  verb: (trace: Trace) => Promise<MachineResult<Value>>,
): Promise<MachineResult<Value>> {
  const trace = { hasLeft: false };
  try {
    return await verb(trace);
  } catch (error) {
    if (!isProviderError(error)) throw error;
    return refused(trace.hasLeft ? "unknown_outcome" : "not_sent", error.message, error.retryAfterMs);
  }
}

/**
 * A launch does not look for a machine, so "not found" refers to a part of the order; where that is the answer of any server, it says
 * nothing. An answer with another mark is about another machine.
 */
async function launch(
  acting: Act,
  { goneNeedsList = false, ...machines }: MachineApi,
  order: LaunchOrder,
): Promise<MachineResult<Machine>> {
  return await acting(async (request) => {
    const result = await machines.launch(request, order);
    if (!result.ok) {
      if (result.fault !== "gone") return result;
      if (goneNeedsList) throw new ProviderError("bad_response", result.providerText);
      return refused("invalid", result.providerText);
    }
    const { mark, id } = result.value;
    if (mark === null || mark === order.mark) return result;
    throw new ProviderError("bad_response", `the answer is about ${id}, which has the mark ${mark}`);
  });
}

/** A list does not look for a machine either: "not found" is about the account. */
async function listOurs(machines: MachineApi, request: MachineRequest): Promise<MachineResult<Machine[]>> {
  const listed = await machines.listOurs(request);
  if (listed.ok || listed.fault !== "gone") return listed;
  if (machines.goneNeedsList) throw new ProviderError("bad_response", listed.providerText);
  return refused("invalid", listed.providerText);
}

async function readOne(slug: string, machines: MachineApi, request: MachineRequest, id: string) {
  const found = await machines.get(request, id);
  if (found.ok) {
    if (found.value.id === id) return found;
    throw new ProviderError("bad_response", `${slug}: asked for ${id}, answered about ${found.value.id}`);
  }
  if (found.fault !== "gone" || !machines.goneNeedsList) return found;
  const listed = await listOurs(machines, request);
  if (!listed.ok) return listed;
  if (listed.value.some((one) => one.id === id))
    throw new ProviderError("bad_response", `${slug}: ${id} is not found, but listed`);
  return found;
}

/** A change of a machine that is gone; `get` knows what that takes. */
async function changeOne(
  acting: Act,
  get: Machines["get"],
  verb: (request: MachineRequest) => Promise<MachineResult<null>>,
  id: string,
): Promise<MachineResult<null>> {
  const result = await acting(verb);
  if (result.ok || result.fault !== "gone") return result;
  const read = await tracked(() => get(id));
  if (!read.ok && read.fault !== "not_sent") return read;
  return refused("unknown_outcome", read.ok ? `${id} is not found, but shown` : read.providerText);
}

/** Whether a machine that its provider agreed to end, or does not know, has ended. */
async function confirmEnd(
  get: () => Promise<MachineResult<Machine>>,
  { wasAccepted }: { wasAccepted: boolean },
): Promise<MachineResult<Ending>> {
  const read = await tracked(get);
  if (!read.ok) {
    if (read.fault === "gone") return { ok: true, value: "ended" };
    const retryAfterMs = "retryAfterMs" in read ? read.retryAfterMs : null;
    return refused("unknown_outcome", `not confirmed: ${read.providerText}`, retryAfterMs);
  }
  if (read.value.state === "terminated" || read.value.isGone) return { ok: true, value: "ended" };
  if (wasAccepted) return { ok: true, value: "ending" };
  return refused("unknown_outcome", `not found, but shown as ${read.value.providerState}`);
}
