-- CreateTable
CREATE TABLE "audit_entries" (
    "seq" BIGINT NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" JSONB NOT NULL,
    "action" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "organization_id" TEXT,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "request_id" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_entries_previous_hash_key" ON "audit_entries"("previous_hash");

-- CreateIndex
CREATE INDEX "audit_entries_organization_id_seq_idx" ON "audit_entries"("organization_id", "seq");

-- CreateIndex
CREATE INDEX "audit_entries_object_type_object_id_seq_idx" ON "audit_entries"("object_type", "object_id", "seq");



-- The hash covers every other column. The text of jsonb is the same for equal values: sorted keys, fixed spaces.
CREATE FUNCTION audit_hash(entry audit_entries) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN encode(sha256(convert_to(jsonb_build_array(
    entry.previous_hash, entry.seq, (extract(epoch FROM entry.at) * 1000)::bigint, entry.actor, entry.action,
    entry.object_type, entry.object_id, entry.organization_id, entry.before, entry.after, entry.reason, entry.request_id
  )::text, 'UTF8')), 'hex');

-- The database makes the chain, so that no writer can choose its own place in it. One after another: the lock is held until
-- the commit, and the entry before is read behind it. A transaction that cannot see that entry (REPEATABLE READ) fails on
-- the unique key of previous_hash: the chain never forks.
CREATE FUNCTION audit_append() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last public.audit_entries;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit'));
  SELECT * INTO last FROM public.audit_entries ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.previous_hash := coalesce(last.hash, repeat('0', 64));
  NEW.hash := public.audit_hash(NEW);
  RETURN NEW;
END $$;

CREATE TRIGGER audit_append BEFORE INSERT ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION audit_append();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

-- A second lock on the same door, where the processes have a role of their own.
DO $$
BEGIN
  IF to_regrole('gpubroker_app') IS NOT NULL THEN
    REVOKE UPDATE, DELETE ON "audit_entries" FROM gpubroker_app;
  END IF;
END $$;

CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
