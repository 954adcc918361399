import { AppError, isAppError } from "@/domain/errors";

/**
 * What a failed use of the database means: `away`, nobody answers; `busy`, it did not get to it in time; `refuses_changes`, it is
 * read-only or its disk is full; `conflict`, another transaction was in the way and trying again may succeed.
 */
export type DatabaseFailure = "away" | "busy" | "refuses_changes" | "conflict";

type Told = Exclude<DatabaseFailure, "conflict">;

/** How soon trying again makes sense; an outage is noticed to be over within a second. */
const retryAfterSeconds: Record<Told, number> = { away: 2, busy: 2, refuses_changes: 30 };

const KNOWN_AWAY = "DATABASE_AWAY";

/** Codes of Node.js, SQLSTATE codes of PostgreSQL, codes of Prisma, and what its driver adapter calls them. */
const failureByCode: Readonly<Record<string, DatabaseFailure>> = {
  [KNOWN_AWAY]: "away",
  ECONNREFUSED: "away",
  ECONNRESET: "away",
  EPIPE: "away",
  ETIMEDOUT: "away",
  ENOTFOUND: "away",
  EAI_AGAIN: "away",
  EHOSTUNREACH: "away",
  ENETUNREACH: "away",
  "57P01": "away",
  "57P02": "away",
  "57P03": "away",
  "57P05": "away",
  P1001: "away",
  P1002: "away",
  P1008: "away",
  P1017: "away",
  DatabaseNotReachable: "away",
  ConnectionClosed: "away",
  SocketTimeout: "away",
  "53200": "busy",
  "53300": "busy",
  "53400": "busy",
  "55P03": "busy",
  "57014": "busy",
  P2024: "busy",
  P2028: "busy",
  TooManyConnections: "busy",
  "25006": "refuses_changes",
  "53100": "refuses_changes",
  "40001": "conflict",
  "40P01": "conflict",
  P2034: "conflict",
  TransactionWriteConflict: "conflict",
};

/** What the pg driver says without a code. */
const failureByMessage: readonly (readonly [RegExp, DatabaseFailure])[] = [
  [/^timeout exceeded when trying to connect$/, "busy"],
  [
    /^(Query read timeout|timeout expired|Connection terminated|Client has encountered a connection error)/,
    "away",
  ],
];

const DEEPEST = 6;

/** What an error of Prisma or pg means for whoever asked; null when it is no failure of the database's service. */
export function databaseFailureOf(error: unknown): DatabaseFailure | null {
  const found = failuresIn(error, 0);
  // Prisma wraps the server's own code in a vaguer one of its own, so what lies deeper is more exact.
  return found.at(-1) ?? null;
}

/**
 * The error that leaves a verb, whatever was thrown: ours as it is, a failure of the database's service as UNAVAILABLE with what
 * to do, everything else as INTERNAL.
 */
export function asAppError(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  const failure = databaseFailureOf(thrown);
  if (failure === null) return new AppError("INTERNAL", "unexpected", { cause: thrown });
  return unavailable(failure === "conflict" ? "busy" : failure, thrown);
}

/**
 * What a pool says instead of trying, while its database is known to be away. It is not an AppError, because Prisma makes an error
 * of its own of everything that has a code, and keeps the code.
 */
export function knownAway(): Error {
  return Object.assign(new Error("the database is away"), { code: KNOWN_AWAY });
}

/** The refusal that says what is the matter with the database, and until when. */
function unavailable(failure: Told, cause?: unknown): AppError {
  const seconds = retryAfterSeconds[failure];
  return new AppError("UNAVAILABLE", `the database: ${failure}`, {
    cause,
    reason: { code: `database.${failure}`, parameters: { seconds } },
    retryAfterSeconds: seconds,
  });
}

function failuresIn(error: unknown, depth: number): DatabaseFailure[] {
  if (typeof error !== "object" || error === null || depth > DEEPEST) return [];
  const codes = ["code", "kind", "originalCode"].flatMap((name) => failureOfCode(textAt(error, name)));
  const message = textAt(error, "message");
  const bySocket: DatabaseFailure[] = isMissingSocket(error) ? ["away"] : [];
  const bySentence = failureByMessage.flatMap(([pattern, failure]) => (pattern.test(message) ? failure : []));
  const inner = ["meta", "driverAdapterError", "cause"].flatMap((name) =>
    failuresIn(Reflect.get(error, name), depth + 1),
  );
  // A failed connection to several addresses carries one error for each.
  const several = "errors" in error && Array.isArray(error.errors) ? error.errors : [];
  return [
    ...bySentence,
    ...bySocket,
    ...codes,
    ...several.flatMap((one) => failuresIn(one, depth + 1)),
    ...inner,
  ];
}

/** The socket file of a server on this machine is missing. The same code for any other file is a mistake of ours. */
function isMissingSocket(error: object): boolean {
  return textAt(error, "code") === "ENOENT" && textAt(error, "syscall") === "connect";
}

function failureOfCode(code: string): DatabaseFailure[] {
  const failure = Object.hasOwn(failureByCode, code) ? failureByCode[code] : undefined;
  // Class 08 is "connection exception".
  return failure ? [failure] : /^08...$/.test(code) ? ["away"] : [];
}

function textAt(error: object, name: string): string {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? value : "";
}
