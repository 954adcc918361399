-- The processes log in as members of gpubroker_app, a role that owns nothing. The launcher makes it before migrations run.
-- Whatever the owner makes after this is the processes' to read and write, unless the migration that makes it revokes that.
CREATE SCHEMA IF NOT EXISTS "bullmq";
GRANT USAGE ON SCHEMA "public" TO gpubroker_app;
-- BullMQ makes a sequence for each queue at its first job.
GRANT USAGE, CREATE ON SCHEMA "bullmq" TO gpubroker_app;

ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO gpubroker_app;
ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO gpubroker_app;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO gpubroker_app;

-- What is there already. In "public" an extension may have put tables of somebody else.
DO $$
DECLARE
  relation record;
BEGIN
  FOR relation IN
    SELECT oid::regclass AS name, relkind = 'S' AS is_sequence FROM pg_class
    WHERE relnamespace IN ('public'::regnamespace, 'bullmq'::regnamespace) AND relkind IN ('r', 'p', 'S')
      AND pg_has_role(relowner, 'USAGE')
  LOOP
    IF relation.is_sequence THEN
      EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO gpubroker_app', relation.name);
    ELSE
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %s TO gpubroker_app', relation.name);
    END IF;
  END LOOP;
END
$$;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA "bullmq" FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA "bullmq" TO gpubroker_app;

-- The record of migrations is the owner's to write.
REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM gpubroker_app;

-- Partitions can only be made and dropped by their owner. These functions are all that the processes may do of it.
CREATE FUNCTION "price_month_name"("parent" TEXT, "month" DATE) RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF parent NOT IN ('price_points', 'price_hours', 'gpu_price_points', 'gpu_price_hours') THEN
    RAISE EXCEPTION 'not a table of price history: %', parent USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF extract(day FROM month) <> 1 THEN
    RAISE EXCEPTION 'not the first day of a month: %', month USING ERRCODE = 'invalid_parameter_value';
  END IF;
  RETURN parent || to_char(month, '_YYYY_MM');
END
$$;

-- Makes the partition of a month and moves the rows that wait for it in the default partition.
--
-- Writers wait at the whole table while this runs. One that had got as far as the default partition would find its row
-- belonging elsewhere, and fail. Whoever wrote before is waited for; readers only wait for the default partition.
CREATE FUNCTION "make_price_month"("parent" TEXT, "month" DATE) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  child TEXT := public.price_month_name(parent, month);
  time_column TEXT := CASE WHEN parent LIKE '%\_hours' THEN 'hour' ELSE 'at' END;
  starts_at TIMESTAMPTZ := month::timestamp AT TIME ZONE 'UTC';
  ends_at TIMESTAMPTZ := (month + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
  EXECUTE format('LOCK TABLE ONLY public.%I IN SHARE ROW EXCLUSIVE MODE', parent);
  EXECUTE format('LOCK TABLE public.%I IN ACCESS EXCLUSIVE MODE', parent || '_default');
  EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL)', child, parent);
  EXECUTE format(
    'WITH moved AS (DELETE FROM public.%I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO public.%I SELECT * FROM moved',
    parent || '_default', time_column, starts_at, time_column, ends_at, child
  );
  EXECUTE format(
    'ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', parent, child, starts_at, ends_at
  );
END
$$;

-- Drops the partition of a month with its rows.
CREATE FUNCTION "drop_price_month"("parent" TEXT, "month" DATE) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('DROP TABLE public.%I', public.price_month_name(parent, month));
END
$$;
