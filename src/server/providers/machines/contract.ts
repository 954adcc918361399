import type { LaunchOrder, Machine, MachineResult } from "@/domain/pod/machine";
import type { Query, Secrets } from "../request";

type Headers = Readonly<Record<string, string>>;

export type MachineCall = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the API's base URL, each part that is not ours by `encodeURIComponent`; or a whole https URL on one of its hosts. */
  path: string;
  query?: Query;
  headers?: Headers;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is: forms, XML. Its content type stands among the headers. */
  text?: string;
  /** For calls that do no more when they are made twice: a deletion, a question by POST, one with an idempotency key. */
  isRepeatable?: boolean;
  /** For long polls: how long the provider may hold its answer back. */
  headersTimeoutMs?: number;
};

/** `json` is null for a body that is no JSON. */
export type MachineAnswer = { status: number; headers: Headers; text: string; json: unknown };

/** What a machine adapter may do: call its own API, by the guarded client. */
export type MachineRequest = {
  /** Values of `secretNames` and `settingNames`. */
  secrets: Secrets;
  /** For signatures and tokens that state the time. */
  now: Date;
  /**
   * Any status is an answer; a GET, or what is marked repeatable, is tried again on 429 and 5xx.
   *
   * @throws {ProviderError} when no answer came, or none that may be read.
   */
  call(call: MachineCall): Promise<MachineAnswer>;
  /** The same for vendors' libraries that take a fetch of ours: any status is an answer, 429 as well; a GET is tried again. */
  fetch: typeof fetch;
};

/** What it costs to leave a machine stopped, said before anyone stops one. */
export type BilledWhenStopped = "nothing" | "disk" | "everything";

/**
 * The renting half of a provider.
 *
 * Verbs say what happened by `MachineResult` and read the provider's refusals by their codes, never by guess: what cannot be
 * told apart is `invalid` where the provider refused, `unknown_outcome` where it may have acted.
 */
export type MachineApi = {
  rents: "container" | "virtual_machine" | "endpoint";
  /** Origin and common path of the calls; absent: the provider's own. */
  baseUrl?: string;
  /** Hosts that may be called besides the base URL's; `*` stands for one or more characters of one label. */
  hosts?: readonly string[];
  /** Host and port of the customer's own, out of a setting: that one to the letter. Null where the setting names none. */
  ownHost?(settings: Secrets): string | null;
  /** Environment variables without which nothing can be rented. */
  secretNames: readonly string[];
  /** Environment variables that are no secrets: account, project, network. */
  settingNames?: readonly string[];
  authHeaders?(secrets: Secrets): Headers;
  /** What a second order with the same mark comes to; "a refusal" is an unknown outcome, since the first was carried out. */
  orderedTwice: "the same machine" | "a refusal" | "another machine";
  /** For APIs with `stop`; null otherwise. */
  billedWhenStopped: BilledWhenStopped | null;
  /**
   * Asks for one machine. The answer is read as soon as the provider has accepted; whether it boots is for `get` to tell.
   */
  launch(request: MachineRequest, order: LaunchOrder): Promise<MachineResult<Machine>>;
  /** `gone` for an id that the provider does not know (any more). */
  get(request: MachineRequest, id: string): Promise<MachineResult<Machine>>;
  /** Every machine that bears a mark of ours, those that are stopped or failed included. */
  listOurs(request: MachineRequest): Promise<MachineResult<Machine[]>>;
  /** Ends the rent and its bill. */
  terminate(request: MachineRequest, id: string): Promise<MachineResult<null>>;
  stop?(request: MachineRequest, id: string): Promise<MachineResult<null>>;
  start?(request: MachineRequest, id: string): Promise<MachineResult<null>>;
};
