import type { LaunchOrder, Machine, MachineResult } from "@/domain/pod/machine";
import type { Query, Secrets } from "../request";

type Headers = Readonly<Record<string, string>>;

export type MachineCall = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the API's base URL, with every foreign part through `encodeURIComponent`; or a whole https URL on one of its hosts. */
  path: string;
  query?: Query;
  headers?: Headers;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is: forms, XML. Its content type is among the headers. */
  text?: string;
  /** For calls other than GET that rent, change and end no machine: a search, a token. If they fail, nothing was ordered. */
  changesNothing?: boolean;
  /** For calls that can safely be repeated: a deletion, a POST that only reads, a call with an idempotency key. */
  isRepeatable?: boolean;
  /** For long polls: how long the provider may hold its answer back. */
  headersTimeoutMs?: number;
};

/** `json` is null for a body that is not JSON. */
export type MachineAnswer = { status: number; headers: Headers; text: string; json: unknown };

/** What a machine adapter may do: call its own API through the guarded client. */
export type MachineRequest = {
  /** The values of `secretNames` and `settingNames`. */
  secrets: Secrets;
  /** For signatures and tokens that state the time. */
  now: Date;
  /**
   * Any status but 429 is an answer. A GET, or a call marked as repeatable, is tried again on 429 and 5xx.
   *
   * @throws {ProviderError} when no answer came, one that exceeds the limits, or 429.
   */
  call(call: MachineCall): Promise<MachineAnswer>;
  /** The same for vendor libraries that accept our fetch: any status is an answer, even 429. A GET is tried again. */
  fetch: typeof fetch;
};

/** What a stopped machine still costs, shown before anyone stops one. */
export type BilledWhenStopped = "nothing" | "disk" | "everything";

/**
 * The renting half of a provider.
 *
 * An adapter states shapes; `bindMachines` decides. A verb returns a success for the documented answer and a refusal for one in the
 * provider's own shape ({@link RefusalShape}); for anything else it throws a `ProviderError`. What the error means depends on whether an
 * order had left: an unknown outcome, or nothing sent.
 */
export type MachineApi = {
  rents: "container" | "virtual_machine" | "endpoint";
  /** Origin and common path of the calls; absent: the provider's own. */
  baseUrl?: string;
  /** Further hosts that may be called; `*` stands for one or more characters of one label. */
  hosts?: readonly string[];
  /** The customer's own host and port from a setting, matched exactly. Null where the setting names none. */
  ownHost?(settings: Secrets): string | null;
  /** Environment variables without which nothing can be rented. */
  secretNames: readonly string[];
  /** Environment variables that are not secret: account, project, network. */
  settingNames?: readonly string[];
  authHeaders?(secrets: Secrets): Headers;
  /** What a second order with the same mark leads to; "a refusal" is an unknown outcome, because the first was carried out. */
  orderedTwice: "the same machine" | "a refusal" | "another machine";
  /** For APIs with `stop`; null otherwise. */
  billedWhenStopped: BilledWhenStopped | null;
  /**
   * Orders one machine. Returns as soon as the provider has accepted; `get` tells whether it boots.
   */
  launch(request: MachineRequest, order: LaunchOrder): Promise<MachineResult<Machine>>;
  /**
   * For APIs whose "not found" has no code of its own, or is the answer to a mistyped account as well: a machine is gone only if the
   * list of ours, too, can be read and lacks it.
   */
  goneNeedsList?: boolean;
  /** `gone` for an id that the provider does not know, or no longer knows. */
  get(request: MachineRequest, id: string): Promise<MachineResult<Machine>>;
  /** Every machine with one of our marks, including stopped and failed ones. */
  listOurs(request: MachineRequest): Promise<MachineResult<Machine[]>>;
  /**
   * Asks the provider to end the rent and its bill. Success: it answered as documented, about this machine. Whether the machine has
   * ended is read from `get`.
   */
  terminate(request: MachineRequest, id: string): Promise<MachineResult<null>>;
  stop?(request: MachineRequest, id: string): Promise<MachineResult<null>>;
  start?(request: MachineRequest, id: string): Promise<MachineResult<null>>;
};
