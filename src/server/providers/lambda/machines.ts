import { z } from "zod";
import { type LaunchOrder, MARK_PREFIX, type Machine, type MachineState } from "@/domain/pod/machine";
import { accepted, done, isSuccess, readAnswer, refused } from "../machines/answer";
import { cloudInit } from "../machines/cloud-init";
import type { MachineApi, MachineRequest } from "../machines/contract";
import { doubtful, type Meaning, refusalsOf, statusesBesideCodes } from "../machines/refusal-shape";
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

const faults: Readonly<Record<string, Meaning>> = {
  "global/invalid-api-key": "auth",
  "global/account-inactive": "auth",
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

const ended = z.object({ data: z.object({ terminated_instances: z.array(z.object({ id: z.string() })) }) });

/** By the code alone, because messages are for people and change. */
const refusal = refusalsOf({
  slug: "lambda",
  source: "https://docs.lambda.ai/api/cloud, OpenAPI 1.10.0, ApiError (2026-11-23)",
  // Every code is a path: "global/invalid-api-key".
  body: z.object({
    error: z.object({ code: z.string().regex(/^[a-z-]+(?:\/[a-z-]+)+$/), message: z.string() }),
  }),
  read: ({ error: { code, message } }) => ({ meaning: meaningOf(code), words: `${code}: ${message}` }),
  byStatus: statusesBesideCodes,
});

/** "provider/...": "errors that come from upstream services", including outages. What was done there is unknown. */
function meaningOf(code: string): Meaning | null {
  return code.startsWith("provider/") ? "unknown_outcome" : (faults[code] ?? null);
}

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
    if (!isSuccess(answer)) return refusal(answer);
    const { terminated_instances: ending } = readAnswer("lambda", ended, answer).data;
    if (ending.some((one) => one.id === id)) return done(null);
    throw doubtful("lambda", answer);
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
    state: states[status] ?? "unknown",
    providerState: status,
    publicAddress: ip ?? null,
    sshPort: ip ? 22 : null,
    endpointUrl: null,
    microUsdPerHour: cents == null ? null : amount(cents / 100),
    region: region?.name ?? null,
    createdAt: null,
  };
}
