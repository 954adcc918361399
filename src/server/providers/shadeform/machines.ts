import { z } from "zod";
import { type LaunchOrder, MARK_PREFIX, type Machine, type MachineState } from "@/domain/pod/machine";
import { accepted, done, isSuccess, readAnswer, readNothing, refused } from "../machines/answer";
import type { MachineApi } from "../machines/contract";
import { firstScript } from "../machines/first-script";
import { type Meaning, refusalsOf, statusesWithoutCodes } from "../machines/refusal-shape";
import { optionalNumber, optionalText } from "../map-rows";
import { amount } from "../row-report";
import { readOfferId } from "./offer-id";

const states: Readonly<Record<string, MachineState>> = {
  creating: "pending",
  pending_provider: "provisioning",
  pending: "provisioning",
  active: "running",
  error: "failed",
  deleting: "stopping",
  deleted: "terminated",
};

/** The description names no codes. Clients have recorded these, all under 409, so the status alone says nothing. */
const faults: Readonly<Record<string, Meaning>> = {
  OUT_OF_STOCK: "no_capacity",
  INSUFFICIENT_FUNDS: "no_balance",
};

const instance = z.object({
  id: z.string().min(1),
  name: optionalText,
  status: z.string(),
  ip: optionalText,
  ssh_port: optionalNumber,
  region: optionalText,
  hourly_price: optionalNumber,
  created_at: z.iso.datetime({ offset: true }).nullish().catch(null),
});
type Instance = z.infer<typeof instance>;

/** Launches use `error_code` and `error`; the rest of the API uses `code` and `message`. */
const failure = z.union([
  z
    .object({ error_code: z.string(), error: z.string() })
    .transform(({ error_code: code, error }) => ({ code, words: error })),
  z
    .object({ code: z.string(), message: z.string() })
    .transform(({ code, message }) => ({ code, words: message })),
]);

const refusal = refusalsOf({
  slug: "shadeform",
  source: "https://docs.shadeform.ai/api-reference; bodies as recorded by its clients (2026-11-23)",
  body: failure,
  read: ({ code, words }) => ({ meaning: faults[code] ?? null, words: `${code}: ${words}` }),
  byStatus: statusesWithoutCodes,
});

export const shadeformMachines: MachineApi = {
  rents: "virtual_machine",
  secretNames: ["SHADEFORM_API_KEY"],
  authHeaders: ({ SHADEFORM_API_KEY = "" }) => ({ "X-API-KEY": SHADEFORM_API_KEY }),
  orderedTwice: "another machine",
  goneNeedsList: true,
  billedWhenStopped: null,
  launch: async (request, order) => {
    const body = createBody(order);
    if (body === null) {
      const { externalId, region } = order.offer;
      return refused(
        "invalid",
        `externalId: "${externalId}" names no type of Shadeform in ${region ?? "any region"}`,
      );
    }
    if (order.sshPublicKey !== null && order.startScript === null)
      return refused(
        "invalid",
        "startScript: the order has none, and only a start script can install an SSH key",
      );
    const answer = await request.call({ method: "POST", path: "/v1/instances/create", body });
    if (!isSuccess(answer)) return refusal(answer);
    return done(accepted(readAnswer("shadeform", z.object({ id: z.string().min(1) }), answer).id, order));
  },
  get: async (request, id) => {
    const answer = await request.call({ path: `/v1/instances/${encodeURIComponent(id)}/info` });
    if (!isSuccess(answer)) return refusal(answer);
    return done(toMachine(readAnswer("shadeform", instance, answer)));
  },
  listOurs: async (request) => {
    // There is no paging: one answer lists all that are not deleted.
    const answer = await request.call({ path: "/v1/instances" });
    if (!isSuccess(answer)) return refusal(answer);
    const { instances } = readAnswer("shadeform", z.object({ instances: z.array(instance) }), answer);
    return done(instances.map(toMachine).filter(({ mark }) => mark !== null));
  },
  terminate: async (request, id) => {
    const answer = await request.call({
      method: "POST",
      path: `/v1/instances/${encodeURIComponent(id)}/delete`,
      isRepeatable: true,
    });
    // "200", without a body.
    return isSuccess(answer) ? readNothing("shadeform", answer, 200) : refusal(answer);
  },
};

/** null: the offer's id does not name the region of the order, is of another form, or is of a spot machine, which no order can ask for. */
function createBody(order: LaunchOrder) {
  const key = readOfferId(order.offer.externalId);
  if (key === null || key.isSpot || key.region === null || key.region !== order.offer.region) return null;
  return {
    cloud: key.cloud,
    region: key.region,
    shade_instance_type: key.type,
    shade_cloud: true,
    name: order.mark,
    launch_configuration: firstStart(order),
  };
}

/** Either a script, which runs the image itself, or the image. SSH keys are the account's own. */
function firstStart(order: LaunchOrder) {
  const { image, environment, ports } = order;
  const script = firstScript(order);
  if (script !== null) {
    const base64_script = Buffer.from(script).toString("base64");
    return { type: "script", script_configuration: { base64_script } };
  }
  return {
    type: "docker",
    docker_configuration: {
      image,
      envs: Object.entries(environment).map(([name, value]) => ({ name, value })),
      port_mappings: ports.map((port) => ({ host_port: port, container_port: port })),
    },
  };
}

function toMachine({ id, name, status, ip, ssh_port, region, hourly_price, created_at }: Instance): Machine {
  return {
    id,
    mark: name?.startsWith(MARK_PREFIX) ? name : null,
    state: states[status] ?? "unknown",
    providerState: status,
    // Empty until the cloud behind has assigned one.
    publicAddress: ip || null,
    sshPort: ip ? (ssh_port ?? null) : null,
    endpointUrl: null,
    microUsdPerHour: hourly_price == null ? null : amount(hourly_price / 100),
    region: region ?? null,
    createdAt: created_at == null ? null : new Date(created_at).toISOString(),
  };
}
