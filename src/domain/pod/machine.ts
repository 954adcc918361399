import type { MicroUsd } from "@/domain/money";
import type { Offer } from "@/domain/offer/offer";

/** The state of a rented machine or endpoint, at every provider. */
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

/** Every mark begins with this. A machine whose mark has this prefix is ours. */
export const MARK_PREFIX = "gpb-";

/**
 * What to rent, described as in the chosen offer.
 *
 * Each kind of rental uses the fields that it needs: a container the image, a virtual machine the start script, an endpoint the
 * model.
 */
export type LaunchOrder = {
  /**
   * Our unique name for the machine, never reused: `gpb-` and up to 36 of a-z, 0-9 and "-", not ending with "-". If an answer is
   * lost, the mark finds the machine again.
   */
  mark: string;
  offer: Pick<Offer, "externalId" | "instanceType" | "gpuId" | "gpuRaw" | "gpuCount" | "region" | "isSpot">;
  /** Highest bid for the whole machine for an hour, where spot is an auction; null: the provider's default. */
  bidMicroUsdPerHour: MicroUsd | null;
  /** Container image; virtual machines run it from their start script. */
  image: string;
  diskGib: number;
  environment: Readonly<Record<string, string>>;
  /** TCP ports to open to the internet. */
  ports: readonly number[];
  sshPublicKey: string | null;
  /** Shell script for the first start. */
  startScript: string | null;
  /** The model that a dedicated endpoint serves, by the provider's name. */
  model: string | null;
};

/** A machine as its provider reports it; unknown is `null`. */
export type Machine = {
  /** The provider's id. */
  id: string;
  mark: string | null;
  state: MachineState;
  /** The provider's word for the state, for people to read. */
  providerState: string;
  publicAddress: string | null;
  sshPort: number | null;
  /** Only for an endpoint that serves a model. */
  endpointUrl: string | null;
  /** What the provider says it charges for the whole machine; null if it does not say. */
  microUsdPerHour: MicroUsd | null;
  region: string | null;
  /** ISO 8601 in UTC. */
  createdAt: string | null;
};

/**
 * Every reason why a call about a machine can fail.
 *
 * `unknown_outcome`: the provider may or may not have carried it out; look for the mark before you retry. `gone`: there is no such
 * machine. `invalid` needs a different order, `auth`, `quota` and `no_balance` a person, `no_capacity` a different offer.
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
  /** `providerText`: the provider's message, limited in length and without control characters or keys. */
  | { ok: false; fault: MachineFault; providerText: string };
