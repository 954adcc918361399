import { authorize } from "@/server/authorize";
import type { Context } from "@/server/context";

export type AuditVerdict = {
  entries: number;
  /** Hash of the newest entry; null while there is none. Kept elsewhere, it shows later that nothing was cut off the end. */
  head: string | null;
  /** The first entry that is not as it was written; null when all are. */
  broken: { seq: number; why: BrokenBy } | null;
  /** Whether the head that was kept elsewhere is still in the chain; null when none was given. */
  hasKeptHead: boolean | null;
};
export type BrokenBy =
  | "an entry before it is missing"
  | "it does not follow the entry before it"
  | "it was changed";

type Broken = { seq: bigint; isGap: boolean; isLinked: boolean };

/**
 * Walks the whole chain of the audit: each entry has the next number, bears the hash of the one before, and hashes to its own.
 *
 * Whoever owns the database can rewrite the whole chain, or cut off its end. Only a head that was kept elsewhere shows that.
 *
 * @param keptHead a head that an earlier walk returned.
 */
export async function verifyAudit(ctx: Context, keptHead: string | null = null): Promise<AuditVerdict> {
  await authorize(ctx, "audit.verify");
  const [entries, newest, kept, [found]] = await Promise.all([
    ctx.db.auditEntry.count(),
    ctx.db.auditEntry.findFirst({ orderBy: { seq: "desc" }, select: { hash: true } }),
    keptHead === null ? null : ctx.db.auditEntry.count({ where: { hash: keptHead } }),
    ctx.db.$queryRaw<Broken[]>`
      select seq, seq <> expected_seq as "isGap", previous_hash = expected_previous as "isLinked"
      from (
        select seq, previous_hash, hash, audit_hash(audit_entries) as expected_hash,
          coalesce(lag(seq) over by_seq, 0) + 1 as expected_seq,
          coalesce(lag(hash) over by_seq, repeat('0', 64)) as expected_previous
        from audit_entries window by_seq as (order by seq)
      ) as walked
      where seq <> expected_seq or previous_hash <> expected_previous or hash <> expected_hash
      order by seq limit 1`,
  ]);
  const broken = found === undefined ? null : { seq: Number(found.seq), why: whyOf(found) };
  return { entries, head: newest?.hash ?? null, broken, hasKeptHead: kept === null ? null : kept > 0 };
}

function whyOf({ isGap, isLinked }: Broken): BrokenBy {
  if (isGap) return "an entry before it is missing";
  return isLinked ? "it was changed" : "it does not follow the entry before it";
}
