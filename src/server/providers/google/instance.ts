import { z } from "zod";
import { type LaunchOrder, MARK_PREFIX, type Machine, type MachineState } from "@/domain/pod/machine";
import { cloudInit } from "../machines/cloud-init";
import type { machineParts } from "./machine-types";

export const MARK_LABEL = "gpubroker-mark";
/** Ubuntu 22.04 with NVIDIA's driver and a container runtime. */
const IMAGE =
  "projects/deeplearning-platform-release/global/images/family/common-cu128-ubuntu-2204-nvidia-570";
/** Machine series that accept no other boot disk. */
const hyperdiskOnly = /^(?:a3-ultragpu|a4|g4)-/;

/** Google calls a stopped machine TERMINATED; a deleted one is not shown. */
const states: Readonly<Record<string, MachineState>> = {
  PROVISIONING: "provisioning",
  STAGING: "provisioning",
  REPAIRING: "provisioning",
  RUNNING: "running",
  PENDING_STOP: "stopping",
  STOPPING: "stopping",
  DEPROVISIONING: "stopping",
  SUSPENDING: "stopping",
  SUSPENDED: "stopped",
  TERMINATED: "stopped",
};

export const instance = z.object({
  name: z.string().min(1),
  zone: z.string(),
  status: z.string(),
  labels: z.record(z.string(), z.string()).nullish(),
  creationTimestamp: z.string().nullish(),
  networkInterfaces: z
    .array(z.object({ accessConfigs: z.array(z.object({ natIP: z.string().nullish() })).nullish() }))
    .nullish(),
});
type Instance = z.infer<typeof instance>;

type Body = NonNullable<ReturnType<typeof machineParts>> & { zone: string; name: string };

/** An instance whose disk is deleted with it. */
export function instanceBody(order: LaunchOrder, { zone, name, machineType, accelerator }: Body) {
  const { isSpot } = order.offer;
  const userData = cloudInit(order);
  return {
    name,
    machineType: `zones/${zone}/machineTypes/${machineType}`,
    labels: { [MARK_LABEL]: order.mark },
    disks: [
      {
        boot: true,
        autoDelete: true,
        initializeParams: {
          sourceImage: IMAGE,
          diskSizeGb: String(order.diskGib),
          diskType: `zones/${zone}/diskTypes/${hyperdiskOnly.test(machineType) ? "hyperdisk-balanced" : "pd-balanced"}`,
        },
      },
    ],
    networkInterfaces: [
      {
        network: "global/networks/default",
        accessConfigs: [{ type: "ONE_TO_ONE_NAT", name: "External NAT" }],
      },
    ],
    ...(accelerator === null
      ? {}
      : {
          guestAccelerators: [
            {
              acceleratorType: `zones/${zone}/acceleratorTypes/${accelerator.type}`,
              acceleratorCount: accelerator.count,
            },
          ],
        }),
    // A machine with GPUs cannot be moved while it runs.
    scheduling: {
      onHostMaintenance: "TERMINATE",
      automaticRestart: !isSpot,
      ...(isSpot ? { provisioningModel: "SPOT", instanceTerminationAction: "DELETE" } : {}),
    },
    // "startup-script" would run at every start; cloud-init runs once.
    ...(userData === null ? {} : { metadata: { items: [{ key: "user-data", value: userData }] } }),
  };
}

export function machineOf({ name, zone, status, labels, ...rest }: Instance): Machine {
  const zoneName = zone.slice(zone.lastIndexOf("/") + 1);
  const mark = labels?.[MARK_LABEL];
  const address = rest.networkInterfaces?.[0]?.accessConfigs?.[0]?.natIP;
  const created = Date.parse(rest.creationTimestamp ?? "");
  return {
    id: `${zoneName}/${name}`,
    mark: mark?.startsWith(MARK_PREFIX) ? mark : null,
    state: states[status] ?? "unknown",
    providerState: status,
    publicAddress: address ?? null,
    sshPort: address ? 22 : null,
    endpointUrl: null,
    microUsdPerHour: null,
    region: regionOf(zoneName),
    createdAt: Number.isNaN(created) ? null : new Date(created).toISOString(),
  };
}

/** "us-central1" of "us-central1-a". */
export function regionOf(zone: string): string {
  return zone.slice(0, zone.lastIndexOf("-"));
}
