import { z } from "zod";
import { MARK_PREFIX, type Machine, type MachineState } from "@/domain/pod/machine";
import { optionalNumber, optionalText } from "../map-rows";
import { amount } from "../row-report";

const optionalFlag = z.boolean().nullish().catch(null);

/** An instance as in `show` and in the list, reduced to the fields we read. */
export const vastInstance = z.object({
  id: z.number().int(),
  label: optionalText,
  /** Of the container. */
  actual_status: z.string().nullish(),
  /** Of the contract: current, intended, next. */
  cur_state: optionalText,
  intended_status: optionalText,
  next_state: optionalText,
  is_bid: optionalFlag,
  public_ipaddr: optionalText,
  ssh_host: optionalText,
  ssh_port: optionalNumber,
  ports: z
    .record(z.string(), z.array(z.object({ HostPort: z.string() })))
    .nullish()
    .catch(null),
  dph_total: optionalNumber,
  storage_total_cost: optionalNumber,
  geolocation: optionalText,
  start_date: optionalNumber,
});
type Instance = z.infer<typeof vastInstance>;

const stateOfContainer: Readonly<Record<string, MachineState>> = {
  created: "provisioning",
  loading: "provisioning",
  rebooting: "provisioning",
  running: "running",
  // Paused in memory: the GPU is still billed.
  frozen: "running",
  stopped: "stopped",
  exited: "failed",
  // The host is silent, but may come back.
  unknown: "failed",
  offline: "failed",
};

export function vastMachine(instance: Instance): Machine {
  const state = stateOf(instance);
  // A stopped instance is billed only for its disk, which it keeps.
  const usdPerHour = state === "stopped" ? instance.storage_total_cost : instance.dph_total;
  return {
    id: String(instance.id),
    mark: instance.label?.startsWith(MARK_PREFIX) ? instance.label : null,
    state,
    providerState: wordOf(instance),
    ...addressOf(instance),
    endpointUrl: null,
    microUsdPerHour: usdPerHour == null ? null : amount(usdPerHour),
    region: instance.geolocation?.replace(/^[\s,]+|[\s,]+$/g, "") || null,
    createdAt: momentOf(instance.start_date),
  };
}

/** The contract takes precedence: after a stop the container is "exited", which alone would mean a failure. */
function stateOf({ actual_status, cur_state, intended_status }: Instance): MachineState {
  if (cur_state === "unloaded") return "terminated";
  const isUp = actual_status === "running" || actual_status === "frozen";
  if (intended_status === "stopped") return isUp ? "stopping" : "stopped";
  // It is to run again and waits for its GPU.
  if (cur_state === "stopped") return "provisioning";
  return actual_status == null ? "pending" : (stateOfContainer[actual_status] ?? "unknown");
}

/** Only the contract shows that a spot instance was outbid; it looks like one that its owner stopped. */
function wordOf({ actual_status, cur_state, intended_status, next_state, is_bid }: Instance): string {
  const isHeld = [cur_state, intended_status, next_state].every((one) => one === "stopped");
  if (is_bid && isHeld) return "outbid or stopped";
  return actual_status ?? cur_state ?? "not told";
}

/** Directly to the container if its SSH port is open, or else through Vast.ai's proxy. */
function addressOf({ public_ipaddr, ports, ssh_host, ssh_port }: Instance) {
  const open = Number(ports?.["22/tcp"]?.[0]?.HostPort);
  const address = public_ipaddr?.trim();
  if (address && Number.isInteger(open) && open > 0) return { publicAddress: address, sshPort: open };
  if (ssh_host && ssh_port) return { publicAddress: ssh_host, sshPort: ssh_port };
  return { publicAddress: address || null, sshPort: null };
}

/** Seconds since 1970, with a fraction. */
function momentOf(seconds: number | null | undefined): string | null {
  const at = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
