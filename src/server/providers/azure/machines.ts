import { z } from "zod";
import { MARK_PREFIX, type Machine, type MachineResult, type MachineState } from "@/domain/pod/machine";
import { isProviderError } from "@/server/http/provider-error";
import { done, isSuccess, type Refused, readAnswer, refused } from "../machines/answer";
import { valueIn } from "../machines/by-region";
import type { MachineAnswer, MachineApi, MachineRequest } from "../machines/contract";
import { readPages } from "../machines/pages";
import { doubtful } from "../machines/refusal-shape";
import { AZURE_LOGIN_HOST, type AzureCall, azureRefusal, withAzure } from "./client";
import { MARK_TAG, vmBody } from "./order";

const COMPUTE_VERSION = { "api-version": "2024-07-01" };
const NETWORK_VERSION = { "api-version": "2023-09-01" };
const MAX_PAGES = 50;

const powerStates: Readonly<Record<string, MachineState>> = {
  starting: "provisioning",
  running: "running",
  stopping: "stopping",
  deallocating: "stopping",
  stopped: "stopped",
  deallocated: "stopped",
};

const vmSchema = z.object({
  name: z.string().min(1),
  location: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  properties: z.object({
    provisioningState: z.string(),
    timeCreated: z.string().nullish(),
    instanceView: z.object({ statuses: z.array(z.object({ code: z.string() })).nullish() }).nullish(),
    networkProfile: z
      .object({ networkInterfaces: z.array(z.object({ id: z.string() })).nullish() })
      .nullish(),
  }),
});
type Vm = z.infer<typeof vmSchema>;

const vmPage = z.object({ value: z.array(vmSchema), nextLink: z.string().nullish() });
const nic = z.object({
  properties: z.object({
    ipConfigurations: z.array(
      z.object({
        properties: z.object({
          publicIPAddress: z
            .object({ properties: z.object({ ipAddress: z.string().nullish() }).nullish() })
            .nullish(),
        }),
      }),
    ),
  }),
});

/**
 * Azure's virtual machines. A machine's id is its name in the configured resource group, `<mark>-vm`. A creation that fails
 * later leaves its VM behind, which `listOurs` shows as failed.
 */
export const azureMachines: MachineApi = {
  rents: "virtual_machine",
  baseUrl: "https://management.azure.com",
  hosts: [AZURE_LOGIN_HOST],
  secretNames: ["AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"],
  settingNames: ["AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP", "AZURE_SUBNET_ID"],
  orderedTwice: "the same machine",
  billedWhenStopped: "disk",
  launch: async (request, order) => {
    const { region } = order.offer;
    const subnet = region === null ? null : valueIn(request.secrets.AZURE_SUBNET_ID ?? "", region);
    if (region === null || subnet === null)
      return refused("invalid", `azure: AZURE_SUBNET_ID names no subnet in ${region ?? "an unknown region"}`);
    return await withAzure(request, async (call) => {
      const path = vmPath(request, `${order.mark}-vm`);
      const body = vmBody(order, { region, subnet });
      const answer = await call({ method: "PUT", path, query: COMPUTE_VERSION, body });
      if (isSuccess(answer)) return done(toMachine(readAnswer("azure", vmSchema, answer)));
      return await withoutLeftover(call, path, azureRefusal(answer));
    });
  },
  get: (request, id) =>
    withAzure(request, async (call) => {
      const found = await readVm(call, vmPath(request, id));
      if (!found.ok) return found;
      const machine = toMachine(found.value);
      return done({ ...machine, ...(await addressOf(call, found.value)) });
    }),
  listOurs: (request) => withAzure(request, (call) => listOurs(request, call)),
  terminate: (request, id) => withAzure(request, (call) => remove(call, vmPath(request, id))),
  // A machine that is only powered off is still billed.
  stop: (request, id) => order(request, `${vmPath(request, id)}/deallocate`),
  start: (request, id) => order(request, `${vmPath(request, id)}/start`),
};

/**
 * A launch that found no capacity can leave a failed VM behind, whose disk and address are billed. If it cannot be removed, nobody may
 * rely on the refusal. A VM that has not failed is the machine of an earlier order with this mark.
 */
async function withoutLeftover(call: AzureCall, path: string, refusal: Refused): Promise<Refused> {
  if (refusal.fault !== "no_capacity" && refusal.fault !== "quota") return refusal;
  try {
    const left = await readVm(call, path);
    if (!left.ok) return left.fault === "gone" ? refusal : unknownOutcome(left.providerText);
    const { state, providerState } = stateOf(left.value);
    if (state !== "failed") return unknownOutcome(`the machine is ${providerState}`);
    const removed = await remove(call, path);
    return removed.ok || removed.fault === "gone" ? refusal : unknownOutcome(removed.providerText);
  } catch (error) {
    if (isProviderError(error)) return unknownOutcome(error.message);
    throw error;
  }
}

function unknownOutcome(words: string): Refused {
  return refused("unknown_outcome", `azure: refused, but ${words}`);
}

/** Acceptance is enough: Azure carries the request out later. */
async function order(request: MachineRequest, path: string): Promise<MachineResult<null>> {
  return await withAzure(request, async (call) => {
    const answer = await call({ method: "POST", path, query: COMPUTE_VERSION, isRepeatable: true });
    return isSuccess(answer) ? readAccepted(answer) : azureRefusal(answer);
  });
}

async function remove(call: AzureCall, path: string): Promise<MachineResult<null>> {
  const answer = await call({ method: "DELETE", path, query: COMPUTE_VERSION, isRepeatable: true });
  // Azure answers the deletion of nothing with a success without content.
  if (answer.status === 204) return refused("gone", "azure: no such machine");
  return isSuccess(answer) ? readAccepted(answer) : azureRefusal(answer);
}

/** An accepted operation names the address of its status; nothing else tells Azure's empty answer from a stranger's. */
function readAccepted(answer: MachineAnswer): MachineResult<null> {
  const { status, headers, text } = answer;
  const isTracked = headers["azure-asyncoperation"] !== undefined || headers.location !== undefined;
  if (status === 202 && isTracked && text.trim() === "") return done(null);
  throw doubtful("azure", answer);
}

/** The list has no power states, so each of our machines is read; one that ends in the meantime is left out. */
async function listOurs(request: MachineRequest, call: AzureCall): Promise<MachineResult<Machine[]>> {
  const listed = await listVms(request, call);
  if (!listed.ok) return listed;
  const machines: Machine[] = [];
  for (const vm of listed.value.filter((one) => markOf(one) !== null)) {
    const found = await readVm(call, vmPath(request, vm.name));
    if (found.ok) machines.push(toMachine(found.value));
    else if (found.fault !== "gone") return found;
  }
  return done(machines);
}

async function listVms(request: MachineRequest, call: AzureCall): Promise<MachineResult<Vm[]>> {
  return await readPages("azure", MAX_PAGES, async (nextLink) => {
    const answer = await call(
      nextLink ? { path: nextLink } : { path: vmPath(request), query: COMPUTE_VERSION },
    );
    if (!isSuccess(answer)) return azureRefusal(answer);
    const { value, nextLink: next } = readAnswer("azure", vmPage, answer);
    return { ok: true, rows: value, next: next || null };
  });
}

async function readVm(call: AzureCall, path: string): Promise<MachineResult<Vm>> {
  const answer = await call({ path, query: { ...COMPUTE_VERSION, $expand: "instanceView" } });
  return isSuccess(answer) ? done(readAnswer("azure", vmSchema, answer)) : azureRefusal(answer);
}

/** The public address belongs to the network interface and not to the machine. Unknown if it cannot be read. */
async function addressOf(call: AzureCall, vm: Vm): Promise<Pick<Machine, "publicAddress" | "sshPort">> {
  const id = vm.properties.networkProfile?.networkInterfaces?.[0]?.id;
  const isInterface = /^(?:\/[\w.()-]+)+\/providers\/Microsoft\.Network\/networkInterfaces\/[\w.-]+$/i;
  if (id === undefined || !isInterface.test(id)) return { publicAddress: null, sshPort: null };
  const expanded = { ...NETWORK_VERSION, $expand: "ipConfigurations/publicIPAddress" };
  const parsed = nic.safeParse((await call({ path: id, query: expanded })).json);
  const address = parsed.data?.properties.ipConfigurations[0]?.properties.publicIPAddress?.properties;
  return { publicAddress: address?.ipAddress ?? null, sshPort: address?.ipAddress ? 22 : null };
}

function vmPath({ secrets }: MachineRequest, name?: string): string {
  const { AZURE_SUBSCRIPTION_ID = "", AZURE_RESOURCE_GROUP = "" } = secrets;
  const group = [AZURE_SUBSCRIPTION_ID, AZURE_RESOURCE_GROUP]
    .map(encodeURIComponent)
    .join("/resourceGroups/");
  const machines = `/subscriptions/${group}/providers/Microsoft.Compute/virtualMachines`;
  return name === undefined ? machines : `${machines}/${encodeURIComponent(name)}`;
}

function markOf({ tags }: Vm): string | null {
  const mark = tags?.[MARK_TAG];
  return mark?.startsWith(MARK_PREFIX) ? mark : null;
}

function toMachine(vm: Vm): Machine {
  return {
    id: vm.name,
    mark: markOf(vm),
    ...stateOf(vm),
    publicAddress: null,
    sshPort: null,
    endpointUrl: null,
    microUsdPerHour: null,
    region: vm.location ?? null,
    createdAt: vm.properties.timeCreated ? toUtc(vm.properties.timeCreated) : null,
  };
}

/** Two words: the result of the last operation, and the power state. The instance view has the reason ("AllocationFailed"). */
function stateOf({ properties }: Vm): Pick<Machine, "state" | "providerState"> {
  const { provisioningState, instanceView } = properties;
  const codes = (instanceView?.statuses ?? []).map(({ code }) => code);
  const power = codes.find((code) => code.startsWith("PowerState/"))?.slice("PowerState/".length);
  switch (provisioningState) {
    case "Creating":
      return { state: "provisioning", providerState: provisioningState };
    case "Deleting":
      return { state: "stopping", providerState: provisioningState };
    case "Failed": {
      // A machine keeps running when a later operation on it fails.
      const why = codes.find((code) => code.startsWith("ProvisioningState/failed")) ?? provisioningState;
      return { state: power === "running" ? "running" : "failed", providerState: why };
    }
    default:
      return { state: stateOfPower(power), providerState: power ?? provisioningState };
  }
}

/** A machine that is not created yet has no power state. */
function stateOfPower(power: string | undefined): MachineState {
  return power === undefined ? "pending" : (powerStates[power] ?? "unknown");
}

function toUtc(text: string): string | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
