import { z } from "zod";
import {
  type LaunchOrder,
  MARK_PREFIX,
  type Machine,
  type MachineResult,
  type MachineState,
} from "@/domain/pod/machine";
import { done, isSuccess, readAnswer, readNothing, refused } from "../machines/answer";
import type { MachineApi, MachineRequest } from "../machines/contract";
import { amount } from "../row-report";
import { type Cloud, readCloud } from "./offer-id";
import { launchRefusal, refusal } from "./refusal";
import { bidForPod } from "./spot";
import { podEnvironment, podPorts } from "./words";

const states: Readonly<Record<string, MachineState>> = {
  PROVISIONING: "provisioning",
  STARTING: "provisioning",
  RUNNING: "running",
  EXITED: "stopped",
  ERROR: "failed",
  TERMINATED: "terminated",
};

const address = z.object({ host: z.string(), port: z.number().int() });
const pod = z.object({
  id: z.string().min(1),
  name: z.string().nullish(),
  status: z.string(),
  dataCenterId: z.string().nullish(),
  cost: z.number().nullish(),
  createdAt: z.iso.datetime({ offset: true }).nullish().catch(null),
  ssh: z.object({ direct: address.nullish() }).nullish(),
  runtime: z
    .object({ ports: z.array(z.object({ ip: z.string().nullish(), type: z.string().nullish() })).nullish() })
    .nullish(),
});
type Pod = z.infer<typeof pod>;

export const runpodMachines: MachineApi = {
  rents: "container",
  secretNames: ["RUNPOD_API_KEY"],
  authHeaders: ({ RUNPOD_API_KEY = "" }) => ({ authorization: `Bearer ${RUNPOD_API_KEY}` }),
  orderedTwice: "another machine",
  goneNeedsList: true,
  billedWhenStopped: "disk",
  launch: async (request, order) => {
    const cloud = readCloud(order.offer.instanceType);
    if (cloud === null)
      return refused("invalid", `instanceType: "${order.offer.instanceType}" names no cloud of RunPod`);
    // The REST API rents on demand only. Spot pods need a bid through GraphQL, and are ordinary pods from then on.
    if (order.offer.isSpot) return bidForPod(request, order, cloud);
    const answer = await request.call({ method: "POST", path: "/v2/pods", body: podBody(order, cloud) });
    if (!isSuccess(answer)) return launchRefusal(answer);
    return done(toMachine(readAnswer("runpod", pod, answer)));
  },
  get: async (request, id) => {
    const answer = await request.call({ path: podPath(id) });
    if (!isSuccess(answer)) return refusal(answer);
    return done(toMachine(readAnswer("runpod", pod, answer)));
  },
  listOurs: async (request) => {
    // There is no paging: one answer lists the whole account.
    const answer = await request.call({ path: "/v2/pods" });
    if (!isSuccess(answer)) return refusal(answer);
    const { pods } = readAnswer("runpod", z.object({ pods: z.array(pod) }), answer);
    return done(pods.map(toMachine).filter(({ mark }) => mark !== null));
  },
  terminate: async (request, id) => {
    const answer = await request.call({ method: "DELETE", path: podPath(id), isRepeatable: true });
    return isSuccess(answer) ? readNothing("runpod", answer) : refusal(answer);
  },
  stop: (request, id) => act(request, id, "stop"),
  start: (request, id) => act(request, id, "start"),
};

function podPath(id: string): string {
  return `/v2/pods/${encodeURIComponent(id)}`;
}

async function act(
  request: MachineRequest,
  id: string,
  action: "start" | "stop",
): Promise<MachineResult<null>> {
  const answer = await request.call({ method: "POST", path: `${podPath(id)}/action`, body: { action } });
  if (!isSuccess(answer)) return refusal(answer);
  // "204: no content", or the pod.
  if (answer.status === 204) return readNothing("runpod", answer);
  readAnswer("runpod", pod.extend({ id: z.literal(id) }), answer);
  return done(null);
}

function podBody(order: LaunchOrder, cloud: Cloud) {
  const { mark, image, offer, diskGib, sshPublicKey } = order;
  return {
    name: mark,
    image,
    gpu: { id: offer.gpuRaw, count: offer.gpuCount },
    cloud: cloud.toUpperCase(),
    ...(offer.region === null ? {} : { dataCenterIds: [offer.region] }),
    disk: Math.ceil(diskGib),
    ports: podPorts(order),
    env: podEnvironment(order),
    startSsh: sshPublicKey !== null,
  };
}

function toMachine({ id, name, status, dataCenterId, cost, createdAt, ssh, runtime }: Pod): Machine {
  const reachable = runtime?.ports?.find(({ ip, type }) => type === "tcp" && ip != null);
  const hasCost = cost != null && status !== "EXITED" && status !== "TERMINATED";
  return {
    id,
    mark: name?.startsWith(MARK_PREFIX) ? name : null,
    state: states[status] ?? "unknown",
    providerState: status,
    publicAddress: ssh?.direct?.host ?? reachable?.ip ?? null,
    sshPort: ssh?.direct?.port ?? null,
    endpointUrl: null,
    // "0.0 when EXITED": the disk is still billed, so the cost of a stopped pod is unknown.
    microUsdPerHour: hasCost ? amount(cost) : null,
    region: dataCenterId ?? null,
    createdAt: createdAt == null ? null : new Date(createdAt).toISOString(),
  };
}
