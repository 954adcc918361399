import type { Actor } from "@/domain/actor";
import { type ActedOn, type Action, permissionOf } from "@/domain/permissions";
import { type Json, redact } from "@/domain/redact";
import { Prisma } from "@/generated/prisma/client";
import type { TransactionContext } from "./context";
import { beforeCommit } from "./transaction";

export type AuditedChange = {
  action: Action;
  object: ActedOn;
  /** The old and the new values: only the fields that matter, not whole rows. */
  before?: unknown;
  after?: unknown;
  /** Why it was done; defaults to the reason that staff gave. */
  reason?: string;
};

/**
 * Records a change in the transaction that makes it, so both are committed or neither is. The database chains the entries.
 *
 * The row is written last, just before the commit, because audited transactions wait for one another there. An entry is kept
 * for years and cannot be removed: pass ids, never names or addresses of people. Secrets are redacted.
 *
 * @throws when no transaction is open, when the action is not one that the audit records, or when staff give no reason.
 */
export function audit(tx: TransactionContext, change: AuditedChange): void {
  const { action, object, before, after } = change;
  if (permissionOf(action)?.recorded.kind !== "audit")
    throw new Error(`${action} is not recorded by audit: see domain/permissions`);
  const { actor, now, requestId } = tx;
  const reason = change.reason ?? (actor.type === "staff" ? actor.reason : "");
  if (actor.type === "staff" && reason.trim() === "")
    throw new Error(`staff must give a reason to ${action}`);
  const entry = {
    at: now,
    actor: nameOf(actor),
    action,
    objectType: object.type,
    objectId: object.id,
    organizationId: object.organizationId,
    before: jsonOf(before),
    after: jsonOf(after),
    reason: reason.trim() === "" ? null : reason.trim(),
    requestId,
  };
  beforeCommit(tx, async ({ db }) => {
    await db.auditEntry.create({ data: entry });
  });
}

/** What identifies an actor. It leaves out network addresses: they are personal data, and audit entries cannot be erased. */
function nameOf(actor: Actor): { [name: string]: string | null } {
  switch (actor.type) {
    case "anonymous":
      return { type: actor.type };
    case "user":
      return { type: actor.type, userId: actor.userId, role: actor.membership?.role ?? null };
    case "apiKey":
      return { type: actor.type, keyId: actor.keyId };
    case "agent":
      return { type: actor.type, agentId: actor.agentId, keyId: actor.keyId };
    case "webhook":
      return { type: actor.type, gateway: actor.gateway, eventId: actor.eventId };
    case "staff":
      return { type: actor.type, userId: actor.userId, role: actor.role };
    case "system":
      return { type: actor.type, job: actor.job };
    default:
      actor satisfies never;
      throw new Error("unknown kind of actor");
  }
}

function jsonOf(value: unknown): Exclude<Json, null> | typeof Prisma.DbNull {
  return value === undefined ? Prisma.DbNull : (redact(value) ?? Prisma.DbNull);
}
