import type { Actor } from "@/domain/actor";
import { type ActedOn, type Action, permissionOf } from "@/domain/permissions";
import { type Json, redact } from "@/domain/redact";
import { Prisma } from "@/generated/prisma/client";
import type { TransactionContext } from "./context";
import { beforeCommit } from "./transaction";

export type AuditedChange = {
  action: Action;
  object: ActedOn;
  /** What the change replaced, and what stands now: the fields that matter, no whole rows. */
  before?: unknown;
  after?: unknown;
  /** Why; left out, it is the reason that staff gave. */
  reason?: string;
};

/**
 * Records a change in the transaction that makes it: both stand, or neither. The database chains the entries.
 *
 * The row is written as the last thing before the commit, because all audited transactions wait for one another there. An
 * entry is kept for years and cannot be removed: give ids, no names or addresses of persons. Secrets are cut.
 *
 * @throws when no transaction is open, when the action is not one that is recorded by audit, or when staff give no reason.
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

/** What identifies an actor. An address of the network is personal data, and nothing here can be erased. */
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
      throw new Error("an actor of an unknown kind");
  }
}

function jsonOf(value: unknown): Exclude<Json, null> | typeof Prisma.DbNull {
  return value === undefined ? Prisma.DbNull : (redact(value) ?? Prisma.DbNull);
}
