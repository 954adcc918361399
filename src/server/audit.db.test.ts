import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/domain/actor";
import type { Action } from "@/domain/permissions";
import { verifyAudit } from "@/server/admin/verify-audit";
import { type AuditedChange, audit } from "./audit";
import { type Context, newId, type TransactionContext } from "./context";
import { emptyMarket, ownerUrl, type TestContext } from "./database.double";
import { connect } from "./db";
import { inTransaction } from "./transaction";

const now = new Date("2026-11-29T10:00:00.123Z");
const change = {
  action: "held_price.refuse",
  object: { type: "held_price", id: "vultr/a", organizationId: null },
} as const satisfies AuditedChange;
const operator: Actor = {
  type: "staff",
  userId: "usr_1",
  role: "operator",
  reason: "a typing error",
  organizationId: null,
};
let ours: TestContext;
/** A session of the owner, whom only the triggers can stop. */
let owner: TestContext;

beforeAll(async () => {
  ours = (await emptyMarket())(now);
  owner = { ...ours, db: connect(ownerUrl()) };
});

afterAll(() => owner.db.$disconnect());

function as(actor: Actor): TestContext {
  return { ...ours, actor, requestId: newId("req", now) };
}

async function record(ctx: Context, given: Partial<AuditedChange> = {}) {
  await inTransaction(ctx, async (tx) => audit(tx, { ...change, ...given }));
  return ctx.db.auditEntry.findFirstOrThrow({ where: { requestId: ctx.requestId } });
}

describe("audit", () => {
  it("records who did what to which object, what changed, why and when", async () => {
    const entry = await record(as(operator), { before: { refusedAt: null }, after: { refusedAt: now } });
    expect(entry).toMatchObject({
      at: now,
      actor: { type: "staff", userId: "usr_1", role: "operator" },
      action: "held_price.refuse",
      objectType: "held_price",
      objectId: "vultr/a",
      organizationId: null,
      before: { refusedAt: null },
      after: { refusedAt: "2026-11-29T10:00:00.123Z" },
      reason: "a typing error",
    });
  });

  it("is committed or rolled back with the change", async () => {
    const ctx = as(operator);
    const failing = inTransaction(ctx, async (tx) => {
      audit(tx, change);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await ctx.db.auditEntry.count({ where: { requestId: ctx.requestId } })).toBe(0);
  });

  it("throws outside a transaction", () => {
    // A caller that is not type-checked could do this.
    const outside = as(operator) as Context as TransactionContext;
    expect(() => audit(outside, change)).toThrow(/needs inTransaction/);
  });

  it.each(["", "  "])("refuses staff who give %j as their reason", async (reason) => {
    await expect(record(as({ ...operator, reason }))).rejects.toThrow(/must give a reason/);
  });

  it.each<Action>(["feed.poll", "market.read"])(
    "refuses %s, which is not recorded by audit",
    async (action) => {
      await expect(record(as(operator), { action })).rejects.toThrow(/not recorded by audit/);
    },
  );

  it("redacts secrets, and replaces characters that PostgreSQL cannot store in JSON", async () => {
    const entry = await record(as(operator), {
      before: { apiKey: "gpb_12345678abcdef", nested: [{ sessionToken: "s", outputTokens: 5n }] },
      after: { name: "a\0b\ud800", note: "used sk_live_12345678" },
    });
    expect(entry.before).toEqual({
      apiKey: "[redacted]",
      nested: [{ sessionToken: "[redacted]", outputTokens: "5" }],
    });
    expect(entry.after).toEqual({ name: "a\uFFFDb\uFFFD", note: "used [redacted]" });
  });
});

describe("verifyAudit", () => {
  it("reports whether a head that was stored elsewhere is still in the chain", async () => {
    await record(as(operator));
    const { head, hasKeptHead } = await verifyAudit(ours);
    expect(hasKeptHead).toBeNull();
    await record(as(operator));
    expect(await verifyAudit(ours, head)).toMatchObject({ broken: null, hasKeptHead: true });
    expect(await verifyAudit(ours, "f".repeat(64))).toMatchObject({ broken: null, hasKeptHead: false });
  });

  it("names the newest entry when its hash was removed", async () => {
    const { seq } = await record(as(operator));
    const undone = inTransaction(owner, async (tx) => {
      await tx.db
        .$executeRaw`alter table audit_entries disable trigger audit_refuse, alter hash drop not null`;
      await tx.db.$executeRaw`update audit_entries set hash = null, reason = 'x' where seq = ${seq}`;
      const { broken } = await verifyAudit(tx);
      throw new Error(JSON.stringify(broken));
    });
    await expect(undone).rejects.toThrow(JSON.stringify({ seq: Number(seq), why: "it was changed" }));
  });

  it("is forbidden to customers", async () => {
    const member: Actor = {
      type: "user",
      userId: "usr_1",
      membership: { organizationId: "org_a", role: "owner" },
    };
    await expect(verifyAudit({ ...ours, actor: member })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("the chain", () => {
  it("stays one chain when many transactions write at once and some roll back", async () => {
    const before = (await verifyAudit(ours)).entries;
    const writers = Array.from({ length: 40 }, (_, place) =>
      inTransaction(
        as(operator),
        async (tx) => {
          audit(tx, { ...change, after: { place } });
          if (place % 2 === 0) audit(tx, { ...change, after: { place, again: true } });
          if (place % 5 === 0) throw new Error("on purpose");
        },
        { maxWaitMs: 20_000, timeoutMs: 20_000 },
      ),
    );
    const ends = await Promise.allSettled(writers);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(32);
    const after = await verifyAudit(ours);
    expect(after.broken).toBeNull();
    expect(after.entries - before).toBe(32 + 16);
  });

  it("does not block other audited transactions until just before the commit", async () => {
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = inTransaction(as(operator), async (tx) => {
      audit(tx, change);
      await held;
    });
    await record(as(operator));
    release();
    await slow;
    expect((await verifyAudit(ours)).broken).toBeNull();
  });

  it.each([
    ["update", "update audit_entries set reason = 'another'"],
    ["delete", "delete from audit_entries"],
    ["truncate", "truncate audit_entries"],
  ])("the database refuses an %s, even by its owner", async (_verb, statement) => {
    await record(as(operator));
    await expect(owner.db.$executeRawUnsafe(statement)).rejects.toThrow(/append-only/);
  });

  it("does not let the writer choose the number or the hashes", async () => {
    const { seq, hash } = await record(as(operator));
    await ours.db.$executeRaw`
      insert into audit_entries (seq, at, actor, action, object_type, object_id, request_id, previous_hash, hash)
      values (9000000, ${now}::timestamptz, '{}', 'forged', 'thing', 'id', 'req', 'chosen', 'chosen')`;
    const forged = await ours.db.auditEntry.findFirstOrThrow({ orderBy: { seq: "desc" } });
    expect(forged).toMatchObject({ seq: seq + 1n, previousHash: hash });
    expect((await verifyAudit(ours)).broken).toBeNull();
  });

  it("has hashes that anyone can recompute from the row", async () => {
    const entry = await record(as(operator), { before: { a: 1 }, after: { b: [true, null] } });
    const [row] = await ours.db.$queryRaw<{ text: string; hash: string }[]>`
      select jsonb_build_array(previous_hash, seq, ${now.getTime()}::bigint, actor, action, object_type, object_id,
        organization_id, before, after, reason, request_id)::text as text, hash
      from audit_entries where seq = ${entry.seq}`;
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(row?.text));
    expect(Buffer.from(digest).toString("hex")).toBe(row?.hash);
  });

  it.each([
    [
      "changed in any column",
      "update audit_entries set organization_id = 'org_b' where seq = 2",
      2,
      "it was changed",
    ],
    [
      "changed in its time",
      "update audit_entries set at = at + interval '1 ms' where seq = 2",
      2,
      "it was changed",
    ],
    ["removed", "delete from audit_entries where seq = 2", 3, "an entry before it is missing"],
    [
      "changed behind a hash function that was replaced",
      `create or replace function audit_hash(entry audit_entries) returns text language sql immutable as 'select entry.hash';
       update audit_entries set reason = 'x' where seq = 2`,
      2,
      "it was changed",
    ],
    [
      "changed and hashed again",
      "update audit_entries as e set reason = 'x', hash = audit_hash((e.seq, e.at, e.actor, e.action, e.object_type, e.object_id, e.organization_id, e.before, e.after, 'x', e.request_id, e.previous_hash, '')::audit_entries) where seq = 2",
      3,
      "it does not follow the entry before it",
    ],
  ])("names the entry that someone with enough rights has %s", async (_how, statement, seq, why) => {
    for (let count = 0; count < 3; count += 1) await record(as(operator));
    const undone = inTransaction(owner, async (tx) => {
      await tx.db.$executeRaw`alter table audit_entries disable trigger audit_refuse`;
      for (const step of statement.split(";\n")) await tx.db.$executeRawUnsafe(step);
      const { broken } = await verifyAudit(tx);
      throw new Error(JSON.stringify(broken));
    });
    await expect(undone).rejects.toThrow(JSON.stringify({ seq, why }));
    expect((await verifyAudit(ours)).broken).toBeNull();
  });
});
