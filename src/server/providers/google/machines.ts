import { createHash } from "node:crypto";
import { z } from "zod";
import { machineTypes } from "@/domain/instance-type/google-machine-types";
import { type LaunchOrder, MARK_PREFIX, type Machine, type MachineResult } from "@/domain/pod/machine";
import { ProviderError } from "@/server/http/provider-error";
import { accepted, done, isSuccess, readAnswer, refused } from "../machines/answer";
import type { MachineApi, MachineRequest } from "../machines/contract";
import { readPages } from "../machines/pages";
import { GOOGLE_TOKEN_HOST, type GoogleCall, googleRefusal, withGoogle } from "./client";
import { instance, instanceBody, MARK_LABEL, machineOf, regionOf } from "./instance";
import { machineParts } from "./machine-types";
import { operation, refusalIn, settle } from "./operation";
import { zonesFor } from "./zones";

const MAX_PAGES = 50;
const instancePage = z.object({
  // An empty list has no items, but says what it is.
  kind: z.literal("compute#instanceAggregatedList"),
  items: z.record(z.string(), z.object({ instances: z.array(instance).nullish() })).nullish(),
  nextPageToken: z.string().nullish(),
  unreachables: z.array(z.string()).nullish(),
});

const targeted = operation.extend({ targetLink: z.string() });
const insertions = z.object({ kind: z.literal("compute#operationList"), items: z.array(targeted).nullish() });

/** Compute Engine's instances. A machine's id is `<zone>/<name>`, its name `<mark>-vm`. */
export const googleMachines: MachineApi = {
  rents: "virtual_machine",
  baseUrl: "https://compute.googleapis.com/compute/v1",
  hosts: [GOOGLE_TOKEN_HOST],
  secretNames: ["GOOGLE_SERVICE_ACCOUNT_KEY"],
  settingNames: ["GOOGLE_CLOUD_PROJECT"],
  orderedTwice: "the same machine",
  billedWhenStopped: "disk",
  launch: async (request, order) => {
    const { region, instanceType, isSpot } = order.offer;
    const parts = machineParts(instanceType);
    if (region === null || parts === null)
      return refused("invalid", `google: no machine "${instanceType}" in ${region ?? "an unknown region"}`);
    if (!isSpot && machineTypes.some(({ name, isSpotOnly }) => name === instanceType && isSpotOnly))
      return refused("invalid", `google: ${instanceType} is sold as spot only`);
    return await withGoogle(request, async (call) => {
      const zones = await zonesFor(call, projectPath(request), { ...parts, region });
      if (!zones.ok) return zones;
      return await insertInOne(call, request, { zones: zones.value, parts, order });
    });
  },
  get: (request, id) =>
    withGoogle(request, async (call) => {
      const place = placeOf(request, id);
      if (place === null) return await refuseId(call, request, id);
      const found = await readInstance(call, place.path);
      return found.ok || found.fault !== "gone" ? found : await whyMissing(call, place, found);
    }),
  listOurs: (request) => withGoogle(request, (call) => listOurs(call, projectPath(request))),
  terminate: (request, id) => changeState(request, id, { method: "DELETE", verb: "" }),
  stop: (request, id) => changeState(request, id, { method: "POST", verb: "/stop" }),
  start: (request, id) => changeState(request, id, { method: "POST", verb: "/start" }),
};

type Parts = NonNullable<ReturnType<typeof machineParts>>;
type Launch = { zones: readonly string[]; parts: Parts; order: LaunchOrder };

/** A full zone says nothing about the rest of its region, so the next one is tried; any other refusal is final. */
async function insertInOne(
  call: GoogleCall,
  request: MachineRequest,
  { zones, parts, order }: Launch,
): Promise<MachineResult<Machine>> {
  let last: MachineResult<Machine> = refused("no_capacity", "google: no zone has this machine type");
  for (const zone of zones) {
    last = await insert(call, request, { zone, parts, order });
    if (last.ok || last.fault !== "no_capacity") return last;
  }
  return last;
}

async function insert(
  call: GoogleCall,
  request: MachineRequest,
  { zone, parts, order }: { zone: string; parts: Parts; order: LaunchOrder },
): Promise<MachineResult<Machine>> {
  const zonePath = `${projectPath(request)}/zones/${zone}`;
  const name = `${order.mark}-vm`;
  const answer = await call({
    method: "POST",
    path: `${zonePath}/instances`,
    // The same order sent twice is the same operation.
    query: { requestId: uuidOf(`${zone}/${order.mark}`) },
    body: instanceBody(order, { zone, name, ...parts }),
  });
  // Only this order uses the name, so a machine with it comes from an earlier attempt.
  if (answer.status === 409) {
    const earlier = await readInstance(call, `${zonePath}/instances/${name}`);
    return earlier.ok ? earlier : refused("unknown_outcome", earlier.providerText);
  }
  if (!isSuccess(answer)) return googleRefusal(answer);
  const settled = await settle(call, zonePath, readAnswer("google", operation, answer));
  return settled.ok ? done(accepted(`${zone}/${name}`, order)) : settled;
}

async function readInstance(call: GoogleCall, path: string): Promise<MachineResult<Machine>> {
  const answer = await call({ path });
  return isSuccess(answer) ? done(machineOf(readAnswer("google", instance, answer))) : googleRefusal(answer);
}

/** A machine that could not be created leaves only its operation, which says why. */
async function whyMissing(
  call: GoogleCall,
  { zone, name, zonePath }: Place,
  missing: MachineResult<Machine>,
): Promise<MachineResult<Machine>> {
  const filter = `(operationType eq insert) (targetLink eq ".*/instances/${name}")`;
  const answer = await call({ path: `${zonePath}/operations`, query: { filter } });
  if (!isSuccess(answer)) return googleRefusal(answer);
  const listed = readAnswer("google", insertions, answer);
  const [first] = (listed.items ?? [])
    .filter(({ targetLink }) => targetLink.endsWith(`/instances/${name}`))
    .flatMap((one) => refusalIn(one) ?? []);
  if (first === undefined) return missing;
  const mark = name.replace(/-vm$/, "");
  return done({
    id: `${zone}/${name}`,
    state: "failed",
    isGone: true,
    providerState: first.providerText,
    region: regionOf(zone),
    mark: mark.startsWith(MARK_PREFIX) ? mark : null,
    publicAddress: null,
    sshPort: null,
    endpointUrl: null,
    microUsdPerHour: null,
    createdAt: null,
  });
}

async function listOurs(call: GoogleCall, project: string): Promise<MachineResult<Machine[]>> {
  const query = { filter: `labels.${MARK_LABEL}:*`, maxResults: 500 };
  const listed = await readPages("google", MAX_PAGES, async (pageToken) => {
    const answer = await call({
      path: `${project}/aggregated/instances`,
      query: { ...query, ...(pageToken === null ? {} : { pageToken }) },
    });
    if (!isSuccess(answer)) return googleRefusal(answer);
    const { items, nextPageToken, unreachables } = readAnswer("google", instancePage, answer);
    if (unreachables && unreachables.length > 0)
      throw new ProviderError("unavailable", `google: ${unreachables.length} zones could not be listed`);
    const rows = Object.values(items ?? {}).flatMap(({ instances }) => (instances ?? []).map(machineOf));
    return { ok: true, rows, next: nextPageToken || null };
  });
  return listed.ok ? done(listed.value.filter(({ mark }) => mark !== null)) : listed;
}

/** A start can find no capacity and says so in its operation; the other actions succeed once accepted. */
async function changeState(
  request: MachineRequest,
  id: string,
  { method, verb }: { method: "POST" | "DELETE"; verb: "" | "/start" | "/stop" },
): Promise<MachineResult<null>> {
  return await withGoogle(request, async (call) => {
    const place = placeOf(request, id);
    if (place === null) return await refuseId(call, request, id);
    const answer = await call({ method, path: `${place.path}${verb}`, isRepeatable: true });
    if (!isSuccess(answer)) return googleRefusal(answer);
    const begun = readAnswer("google", targeted, answer);
    if (!begun.targetLink.endsWith(`/zones/${place.zone}/instances/${place.name}`))
      throw new ProviderError("bad_response", `google: the operation is about ${begun.targetLink}`);
    return verb === "/start" ? await settle(call, place.zonePath, begun) : done(null);
  });
}

/** A foreign id is gone, if the key is accepted at all: a wrong key must not make machines look gone. */
async function refuseId(call: GoogleCall, request: MachineRequest, id: string) {
  const answer = await call({ path: `${projectPath(request)}/zones`, query: { maxResults: 1 } });
  if (!isSuccess(answer)) return googleRefusal(answer);
  readAnswer("google", z.object({ kind: z.literal("compute#zoneList") }), answer);
  return refused("gone", `google: no instance ${id}`);
}

type Place = { zone: string; name: string; zonePath: string; path: string };

/** Null for an id that is not one of ours. */
function placeOf(request: MachineRequest, id: string): Place | null {
  const [, zone, name] = /^([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)$/.exec(id) ?? [];
  if (zone === undefined || name === undefined) return null;
  const zonePath = `${projectPath(request)}/zones/${zone}`;
  return { zone, name, zonePath, path: `${zonePath}/instances/${name}` };
}

function projectPath({ secrets }: MachineRequest): string {
  return `/projects/${encodeURIComponent(secrets.GOOGLE_CLOUD_PROJECT ?? "")}`;
}

/** Google accepts only a UUID; the same text always gives the same one. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
