import type { MicroUsd } from "@/domain/money";
import type { Offer } from "@/domain/offer/offer";

/** The state of a rented machine or endpoint, at every provider. `unknown`: its provider uses a word that we do not know. */
export const machineStates = [
  "pending",
  "provisioning",
  "running",
  "stopping",
  "stopped",
  "terminated",
  "failed",
  "unknown",
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
  /** Of a failed machine that its provider no longer has: nothing is left to end. */
  isGone?: true;
};

/**
 * Why a provider refused, in the shape that it documents for refusals: nothing was done, and nothing can exist.
 *
 * `gone`: there is no such machine. `invalid` needs a different order, `auth`, `quota` and `no_balance` a person, `no_capacity` a
 * different offer.
 */
export type Refusal = "no_capacity" | "no_balance" | "quota" | "auth" | "invalid" | "gone";

/**
 * Why there is neither a success nor a refusal.
 *
 * `unknown_outcome`: the request may have arrived, and no answer says what became of it; look for the mark before anything else is
 * done. `not_sent`: it certainly did not leave, so it may be sent again.
 */
export type Doubt = "unknown_outcome" | "not_sent";

export type MachineFault = Refusal | Doubt;

export type MachineResult<Value> =
  | { ok: true; value: Value }
  /** `providerText`: the provider's message, limited in length and without control characters or keys. */
  | { ok: false; fault: Refusal; providerText: string }
  /** `providerText`: what was seen instead of an answer. `retryAfterMs`: how long to wait before asking again, where that is known. */
  | { ok: false; fault: Doubt; providerText: string; retryAfterMs: number | null };

/** `ended`: the provider no longer has the machine, or shows it as terminated. `ending`: it has agreed to end it, but still shows it. */
export type Ending = "ended" | "ending";
