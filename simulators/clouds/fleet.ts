import { randomUUID } from "node:crypto";
import type { Fault } from "../faults";
import type { FeedRequest, Reply } from "../reply";
import type { Machine } from "./state";

/** The phase of a rented machine at a given time; each feed translates it into its vendor's words. */
export type Phase =
  | "booting"
  | "running"
  | "stopping"
  | "stopped"
  | "starting"
  | "terminating"
  | "terminated"
  | "failed";

/** One rented machine. */
export type Rented = {
  id: string;
  /** The name, label or tag that it was created with. */
  name: string;
  instanceType: string;
  region: string | null;
  isSpot: boolean;
  gpuCount: number;
  /** For the whole machine. */
  usdPerHour: number;
  createdAt: Date;
  /** Whether its boot fails in the end. */
  failsToBoot: boolean;
  /** The last action that was requested, and when. */
  order: { verb: "start" | "stop" | "terminate"; at: Date } | null;
  /** What the vendor keeps of the order that created it. */
  details: Readonly<Record<string, unknown>>;
};

export type Fleet = { rented: Map<string, Rented>; byKey: Map<string, string> };

/** What the renting half of a cloud receives with each request. */
export type MachineWorld = { fleet: Fleet; machines: Machine[]; fault: Fault | null };

/** Answers requests about machines; null leaves the request to the feed. */
export type MachineFeed = (request: FeedRequest, world: MachineWorld) => Reply | null;

const BOOT_MS = 15_000;
const STOP_MS = 5_000;
const TERMINATE_MS = 3_000;

export function createFleet(): Fleet {
  return { rented: new Map(), byKey: new Map() };
}

type NewMachine = Omit<Rented, "id" | "createdAt" | "failsToBoot" | "order"> & { id?: string };

/**
 * Rents a machine, or finds the one that the same idempotency key rented before.
 *
 * @param key null if the vendor has no idempotency key; every call then creates another machine.
 */
export function rent(
  { fleet, fault }: MachineWorld,
  { now }: FeedRequest,
  { id = randomUUID(), ...order }: NewMachine,
  key: string | null = null,
): Rented {
  const known = key === null ? undefined : fleet.rented.get(fleet.byKey.get(key) ?? "");
  if (known) return known;
  const rented = { id, ...order, createdAt: now, failsToBoot: fault?.fault === "boot_fails", order: null };
  fleet.rented.set(id, rented);
  if (key !== null) fleet.byKey.set(key, id);
  return rented;
}

export function phaseOf({ createdAt, failsToBoot, order }: Rented, now: Date): Phase {
  const since = (at: Date) => now.getTime() - at.getTime();
  if (order === null) {
    if (since(createdAt) < BOOT_MS) return "booting";
    return failsToBoot ? "failed" : "running";
  }
  switch (order.verb) {
    case "terminate":
      return since(order.at) < TERMINATE_MS ? "terminating" : "terminated";
    case "stop":
      return since(order.at) < STOP_MS ? "stopping" : "stopped";
    case "start":
      return since(order.at) < BOOT_MS ? "starting" : "running";
    default:
      return order.verb satisfies never;
  }
}

/** Machines that the vendor still shows, without those that were terminated a while ago. */
export function visibleMachines({ rented }: Fleet, now: Date): Rented[] {
  return [...rented.values()].filter((one) => phaseOf(one, now) !== "terminated");
}

/** The machine with this id while the vendor shows it. */
export function findMachine(fleet: Fleet, id: string, now: Date): Rented | null {
  const found = fleet.rented.get(id);
  return found && phaseOf(found, now) !== "terminated" ? found : null;
}

/** The market's machine of that size: whether it can be rented now, and for how much. */
export function sizeOf(machines: readonly Machine[], instanceType: string): Machine | null {
  return (
    machines.find((machine) => machine.instanceType === instanceType || machine.id === instanceType) ?? null
  );
}
