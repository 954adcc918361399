import type { MicroUsd } from "@/domain/money";
import type { Offer } from "@/domain/offer/offer";

/** Where a rented machine or endpoint stands, whoever rents it out. */
export const machineStates = [
  "pending",
  "provisioning",
  "running",
  "stopping",
  "stopped",
  "terminated",
  "failed",
] as const;
export type MachineState = (typeof machineStates)[number];

/** Every mark begins with this: what bears it at a provider is ours. */
export const MARK_PREFIX = "gpb-";

/**
 * What is to be rented, in the words of the offer that was chosen.
 *
 * A provider reads what its kind of rent needs: a container its image, a virtual machine its start script, an endpoint its model.
 */
export type LaunchOrder = {
  /** Ours and unique for ever: `gpb-` and up to 36 of a-z, 0-9 and "-", which is never the last. A lost answer is found again by it. */
  mark: string;
  offer: Pick<Offer, "externalId" | "instanceType" | "gpuId" | "gpuRaw" | "gpuCount" | "region" | "isSpot">;
  /** The most to pay for the whole machine for an hour where spot is an auction; null: the provider's own bound. */
  bidMicroUsdPerHour: MicroUsd | null;
  /** Container image; virtual machines run it by their start script. */
  image: string;
  diskGib: number;
  environment: Readonly<Record<string, string>>;
  /** TCP ports to be reached from outside. */
  ports: readonly number[];
  sshPublicKey: string | null;
  /** Shell script for the first start. */
  startScript: string | null;
  /** What a dedicated endpoint serves: a model's name as the provider knows it. */
  model: string | null;
};

/** A machine as its provider reports it; unknown is `null`. */
export type Machine = {
  /** The provider's own id. */
  id: string;
  mark: string | null;
  state: MachineState;
  /** The provider's own word for the state, for people. */
  providerState: string;
  publicAddress: string | null;
  sshPort: number | null;
  /** Of an endpoint that serves a model. */
  endpointUrl: string | null;
  /** What the provider says it takes for the whole machine; null where it does not say. */
  microUsdPerHour: MicroUsd | null;
  region: string | null;
  /** ISO 8601 in UTC. */
  createdAt: string | null;
};

/**
 * Why a call about a machine did not do what was asked: the whole taxonomy.
 *
 * `unknown_outcome`: it may or may not have been carried out; look for the mark before asking again. `gone`: there is no such
 * machine. `invalid` needs another order, `auth`, `quota` and `no_balance` a person, `no_capacity` another offer.
 */
export const machineFaults = [
  "no_capacity",
  "no_balance",
  "quota",
  "auth",
  "invalid",
  "gone",
  "unknown_outcome",
] as const;
export type MachineFault = (typeof machineFaults)[number];

export type MachineResult<Value> =
  | { ok: true; value: Value }
  /** `providerText`: the provider's own words, bounded and without control characters; never a key. */
  | { ok: false; fault: MachineFault; providerText: string };
