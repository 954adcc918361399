import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";

export type AuditVerdict = {
  entries: number;
  /**
   * Hash of the newest entry; null while there is none. A copy stored elsewhere shows later whether entries were cut off the
   * end.
   */
  head: string | null;
  /** The first entry that differs from what was written; null when none does. */
  broken: { seq: number; why: BrokenBy } | null;
  /** Whether the given head is still in the chain; null when none was given. */
  hasKeptHead: boolean | null;
};
export type BrokenBy =
  | "an entry before it is missing"
  | "it does not follow the entry before it"
  | "it was changed";

type Broken = { seq: bigint; isGap: boolean; isLinked: boolean };

/**
 * Verifies the whole audit chain: each entry has the next number, contains the hash of the entry before it, and matches its own
 * hash.
 *
 * The owner of the database can rewrite the whole chain or cut off its end. Only a head that is stored elsewhere reveals that.
 * The owner can also replace the database function `audit_hash`, so this query computes the hash with PostgreSQL's own functions.
 *
 * @param keptHead a head that an earlier call returned.
 */
export async function verifyAudit(ctx: Context, keptHead: string | null = null): Promise<AuditVerdict> {
  await authorize(ctx, "audit.verify");
  const [entries, newest, kept, [found]] = await Promise.all([
    ctx.db.auditEntry.count(),
    ctx.db.auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { hash: true } }),
    keptHead === null ? null : ctx.db.auditEntry.count({ where: { hash: keptHead } }),
    ctx.db.$queryRaw<Broken[]>`
      select seq, seq <> expected_seq as "isGap", previous_hash is not distinct from expected_previous as "isLinked"
      from (
        select seq, previous_hash, hash,
          pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.jsonb_build_array(
            previous_hash, seq, (extract(epoch from at) * 1000)::bigint, actor, action,
            object_type, object_id, organization_id, before, after, reason, request_id
          )::text, 'UTF8')), 'hex') as expected_hash,
          coalesce(lag(seq) over by_seq, 0) + 1 as expected_seq,
          coalesce(lag(hash) over by_seq, repeat('0', 64)) as expected_previous
        from audit_entries window by_seq as (order by seq)
      ) as walked
      where seq <> expected_seq or previous_hash is distinct from expected_previous or hash is distinct from expected_hash
      order by seq limit 1`,
  ]);
  const broken = found === undefined ? null : { seq: Number(found.seq), why: whyOf(found) };
  return { entries, head: newest?.hash ?? null, broken, hasKeptHead: kept === null ? null : kept > 0 };
}

function whyOf({ isGap, isLinked }: Broken): BrokenBy {
  if (isGap) return "an entry before it is missing";
  return isLinked ? "it was changed" : "it does not follow the entry before it";
}
