import { describe, expect, it } from "vitest";
import { AppError } from "@/domain/errors";
import { asAppError, databaseFailureOf, knownAway } from "./failure";

const coded = (code: string, message = "") => Object.assign(new Error(message), { code });
/** As Prisma throws a failure of its driver adapter. */
const byPrisma = (code: string, cause: object) =>
  Object.assign(coded(code), { meta: { driverAdapterError: { name: "DriverAdapterError", cause } } });

describe("a failure of the database's service", () => {
  it.each([
    ["nobody listens", coded("ECONNREFUSED", "connect ECONNREFUSED 10.1.2.3:5432"), "away"],
    ["no socket file", Object.assign(coded("ENOENT"), { syscall: "connect" }), "away"],
    ["the connection broke", coded("ECONNRESET"), "away"],
    ["no address listens", new AggregateError([coded("ECONNREFUSED"), coded("EHOSTUNREACH")]), "away"],
    ["an unknown name", coded("EAI_AGAIN", "getaddrinfo EAI_AGAIN db.internal"), "away"],
    ["the server is told to stop", coded("57P01"), "away"],
    ["the server starts", coded("57P03"), "away"],
    ["a connection exception", coded("08006"), "away"],
    ["no answer", new Error("Query read timeout"), "away"],
    ["a lost session", new Error("Connection terminated unexpectedly"), "away"],
    [
      "Prisma cannot connect",
      byPrisma("P1001", { kind: "DatabaseNotReachable", host: "h", port: 1 }),
      "away",
    ],
    ["a raw query that cannot connect", byPrisma("P2010", { kind: "DatabaseNotReachable" }), "away"],
    ["known to be away", byPrisma("P2010", knownAway()), "away"],
    ["the pool is full", new Error("timeout exceeded when trying to connect"), "busy"],
    ["a transaction that does not start", coded("P2028"), "busy"],
    [
      "too many connections",
      byPrisma("P2037", { originalCode: "53300", kind: "TooManyConnections" }),
      "busy",
    ],
    ["out of memory", byPrisma("P2010", { originalCode: "53200", kind: "postgres" }), "busy"],
    ["a cancelled statement", byPrisma("P2039", { originalCode: "57014", kind: "postgres" }), "busy"],
    ["a lock not to be had", byPrisma("P2010", { originalCode: "55P03", kind: "postgres" }), "busy"],
    ["read-only", byPrisma("P2039", { originalCode: "25006", kind: "postgres" }), "refuses_changes"],
    ["a full disk", coded("53100"), "refuses_changes"],
    [
      "a deadlock",
      byPrisma("P2010", { originalCode: "40P01", kind: "TransactionWriteConflict" }),
      "conflict",
    ],
    ["a serialization failure", coded("40001"), "conflict"],
  ])("%s", (_, error, failure) => {
    expect(databaseFailureOf(error)).toBe(failure);
  });

  it.each([
    ["a unique value", byPrisma("P2002", { originalCode: "23505", kind: "UniqueConstraintViolation" })],
    ["a table that is not there", coded("42P01")],
    ["a missing file", Object.assign(coded("ENOENT"), { syscall: "open" })],
    ["a mistake of ours", new TypeError("x is not a function")],
    ["nothing", null],
  ])("is not %s", (_, error) => {
    expect(databaseFailureOf(error)).toBeNull();
    expect(asAppError(error).code).toBe("INTERNAL");
  });
});

it("becomes a refusal that says until when, and names neither host nor address", () => {
  const error = asAppError(coded("ENOTFOUND", "getaddrinfo ENOTFOUND db.internal"));
  expect(error).toMatchObject({
    code: "UNAVAILABLE",
    retryAfterSeconds: 2,
    reason: { code: "database.away", parameters: { seconds: 2 } },
  });
  expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/db\.internal|ENOTFOUND/);
});

it("leaves an error of ours as it is, though its cause is one of the database", () => {
  const ours = new AppError("CONFLICT", "taken", { cause: coded("40001") });
  expect(asAppError(ours)).toBe(ours);
});
