import { z } from "zod";
import {
  type LaunchOrder,
  MARK_PREFIX,
  type Machine,
  type MachineFault,
  type MachineState,
} from "@/domain/pod/machine";
import { accepted, done, faultOfStatus, isSuccess, readAnswer, refused, textOf } from "../machines/answer";
import { cloudInit } from "../machines/cloud-init";
import type { MachineAnswer, MachineApi, MachineRequest } from "../machines/contract";
import { amount } from "../row-report";

const states: Readonly<Record<string, MachineState>> = {
  booting: "provisioning",
  active: "running",
  // Lambda keeps checking the machine, and it may recover.
  unhealthy: "failed",
  terminating: "stopping",
  terminated: "terminated",
  preempted: "terminated",
};

const faults: Readonly<Record<string, MachineFault>> = {
  "global/invalid-api-key": "auth",
  "global/account-inactive": "auth",
  "global/internal-error": "unknown_outcome",
  "global/object-does-not-exist": "gone",
  "global/quota-exceeded": "quota",
  "instance-operations/launch/insufficient-capacity": "no_capacity",
};

const instance = z.object({
  id: z.string().min(1),
  name: z.string().nullish(),
  ip: z.string().nullish(),
  status: z.string(),
  region: z.object({ name: z.string() }).nullish(),
  instance_type: z.object({ price_cents_per_hour: z.number().nullish() }).nullish(),
});
type Instance = z.infer<typeof instance>;

const failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export const lambdaMachines: MachineApi = {
  rents: "virtual_machine",
  secretNames: ["LAMBDA_API_KEY"],
  settingNames: ["LAMBDA_SSH_KEY_NAME"],
  authHeaders: ({ LAMBDA_API_KEY = "" }) => ({ authorization: `Bearer ${LAMBDA_API_KEY}` }),
  orderedTwice: "another machine",
  billedWhenStopped: null,
  launch: async (request, order) => {
    const body = launchBody(request, order);
    if (body === null)
      return refused("invalid", "a launch needs a region, and the name of an SSH key of the account");
    const path = "/api/v1/instance-operations/launch";
    const answer = await request.call({ method: "POST", path, body });
    if (!isSuccess(answer)) return refusal(answer);
    const { data } = readAnswer(
      "lambda",
      z.object({ data: z.object({ instance_ids: z.tuple([z.string()]) }) }),
      answer,
    );
    return done(accepted(data.instance_ids[0], order));
  },
  get: async (request, id) => {
    const answer = await request.call({ path: `/api/v1/instances/${encodeURIComponent(id)}` });
    if (!isSuccess(answer)) return refusal(answer);
    return done(toMachine(readAnswer("lambda", z.object({ data: instance }), answer).data));
  },
  listOurs: async (request) => {
    const answer = await request.call({ path: "/api/v1/instances" });
    if (!isSuccess(answer)) return refusal(answer);
    const { data } = readAnswer("lambda", z.object({ data: z.array(instance) }), answer);
    return done(data.map(toMachine).filter(({ mark }) => mark !== null));
  },
  terminate: async (request, id) => {
    const answer = await request.call({
      method: "POST",
      path: "/api/v1/instance-operations/terminate",
      body: { instance_ids: [id] },
      isRepeatable: true,
    });
    return isSuccess(answer) ? done(null) : refusal(answer);
  },
};

/** A launch must name exactly one key of the account; cloud-init installs the order's own. */
function launchBody({ secrets }: MachineRequest, order: LaunchOrder) {
  const { mark, offer } = order;
  const { LAMBDA_SSH_KEY_NAME: keyName } = secrets;
  const userData = cloudInit(order);
  if (offer.region === null || !keyName) return null;
  return {
    region_name: offer.region,
    instance_type_name: offer.instanceType,
    ssh_key_names: [keyName],
    file_system_names: [],
    name: mark,
    ...(userData === null ? {} : { user_data: userData }),
  };
}

function toMachine({ id, name, ip, status, region, instance_type: type }: Instance): Machine {
  const cents = type?.price_cents_per_hour;
  return {
    id,
    mark: name?.startsWith(MARK_PREFIX) ? name : null,
    state: states[status] ?? "pending",
    providerState: status,
    publicAddress: ip ?? null,
    sshPort: ip ? 22 : null,
    endpointUrl: null,
    microUsdPerHour: cents == null ? null : amount(cents / 100),
    region: region?.name ?? null,
    createdAt: null,
  };
}

/** By the code alone, because messages are for people and change. */
function refusal(answer: MachineAnswer) {
  const known = failure.safeParse(answer.json);
  if (!known.success) return refused(faultOfStatus(answer.status), textOf(answer));
  const { code, message } = known.data.error;
  // "Errors that come from upstream services", including outages: what was done there is unknown.
  const byStatus = code.startsWith("provider/") ? "unknown_outcome" : faultOfStatus(answer.status);
  return refused(faults[code] ?? byStatus, `${code}: ${message}`);
}
