/** What a code says about its case: figures and names, never sentences. A list is joined in the reader's language. */
export type ParameterValue = string | number | readonly string[];

/** Codes with the names of their parameters, as {@link reasonParameters}. */
export type ParameterTable = Readonly<Record<string, readonly string[]>>;

/** Every code of a table with exactly its own parameters. */
export type Coded<Table extends ParameterTable> = {
  [Code in keyof Table]: { code: Code; parameters: Readonly<Record<Table[Code][number], ParameterValue>> };
}[keyof Table];

/**
 * Why a request was refused or failed, by stable code: the parameters that each one carries. The sentences are in
 * `src/locale/<language>/reasons.json`; a code without one does not compile where it is shown.
 */
export const reasonParameters = {
  "request.not_understood": [],
  "request.not_signed_in": [],
  "request.forbidden": [],
  "request.not_found": [],
  "request.conflict": [],
  "request.wrong_state": [],
  "request.too_many": [],
  "request.provider_failed": [],
  "request.failed": [],
  "request.unavailable": [],
  "request.method_not_allowed": ["method", "allowed"],
  "address.not_decodable": [],
  "address.not_found": ["path"],
  "database.away": ["seconds"],
  "database.busy": ["seconds"],
  "database.refuses_changes": ["seconds"],
  "export.closed": [],
  "export.too_many": ["seconds"],
  "export.too_many_of_caller": ["limit", "seconds"],
  "feed.empty": ["had"],
  "feed.no_key_refused": ["provider"],
  "feed.no_offer": ["rows", "refused"],
  "feed.offers_missing": ["missing", "had"],
  "gpu.not_found": ["id"],
  "held_price.far_from_gpu_median": ["percent"],
  "held_price.far_from_input_price": ["percent"],
  "held_price.far_from_last_price": ["percent"],
  "held_price.far_from_model_median": ["percent"],
  "held_price.no_other_seller": [],
  "held_price.not_found": ["provider", "id"],
  "keys.vault_answered": ["status"],
  "keys.vault_has_no_secret": [],
  "keys.vault_refuses_token": [],
  "keys.vault_secret_unreadable": [],
  "keys.vault_unreachable": [],
  "market.not_ready": ["seconds"],
  "model.not_found": ["id"],
  "offer.not_found": ["id"],
  "platform.pinned_to_sandbox": ["setting"],
  "price_history.unreachable": [],
  "provider.answered_status": ["status"],
  "provider.answered_too_late": [],
  "provider.call_not_allowed": [],
  "provider.call_waits": ["seconds"],
  "provider.connection_broke": ["error"],
  "provider.not_documented": ["field"],
  "provider.not_found": ["id"],
  "provider.not_reached": ["error"],
  "provider.not_readable": [],
  "provider.rents_nothing": ["id"],
  "rate_limit.calls": ["limit", "seconds"],
  "rate_limit.requests": ["limit", "seconds"],
} as const satisfies ParameterTable;

export type ReasonCode = keyof typeof reasonParameters;
export type Reason = Coded<typeof reasonParameters>;

/** What an error says that has nothing closer to say, by its code. */
export const generalReasons = {
  INVALID_INPUT: { code: "request.not_understood", parameters: {} },
  UNAUTHENTICATED: { code: "request.not_signed_in", parameters: {} },
  FORBIDDEN: { code: "request.forbidden", parameters: {} },
  NOT_FOUND: { code: "request.not_found", parameters: {} },
  CONFLICT: { code: "request.conflict", parameters: {} },
  PRECONDITION_FAILED: { code: "request.wrong_state", parameters: {} },
  LIMIT_EXCEEDED: { code: "request.too_many", parameters: {} },
  PROVIDER_FAILED: { code: "request.provider_failed", parameters: {} },
  INTERNAL: { code: "request.failed", parameters: {} },
  UNAVAILABLE: { code: "request.unavailable", parameters: {} },
} as const satisfies Record<string, Reason>;

/**
 * A reason read back from where it was stored; null for one that this version does not know, whose sentence cannot be made.
 */
export function readReason(stored: unknown): Reason | null {
  return readCoded(reasonParameters, stored);
}

/** A code of a table with exactly its own parameters, out of something untyped; null when one of them is not there. */
export function readCoded<Table extends ParameterTable>(table: Table, given: unknown): Coded<Table> | null {
  if (typeof given !== "object" || given === null || !("code" in given) || !("parameters" in given))
    return null;
  const { code, parameters } = given;
  if (typeof code !== "string" || !Object.hasOwn(table, code)) return null;
  if (typeof parameters !== "object" || parameters === null) return null;
  const values = new Map<string, unknown>(Object.entries(parameters));
  const own = (table[code] ?? []).map((name) => [name, values.get(name)] as const);
  if (!own.every(([, value]) => isParameterValue(value))) return null;
  // The code is of the table and each of its parameters is there: the type says no more.
  return { code, parameters: Object.fromEntries(own) } as Coded<Table>;
}

function isParameterValue(value: unknown): value is ParameterValue {
  if (Array.isArray(value)) return value.every((item) => typeof item === "string");
  return typeof value === "string" || typeof value === "number";
}
