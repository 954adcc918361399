-- A process whose clock is wrong cannot drop a month that windows still need, nor make months without end: the database's own
-- clock and a limit on their number decide.

-- 14 months of hours, the months ahead, and as many again.
--
-- Writers wait at the whole table while this runs. One that had got as far as the default partition would find its row
-- belonging elsewhere, and fail. Whoever wrote before is waited for; readers only wait for the default partition.
CREATE OR REPLACE FUNCTION "make_price_month"("parent" TEXT, "month" DATE) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  child TEXT := public.price_month_name(parent, month);
  time_column TEXT := CASE WHEN parent LIKE '%\_hours' THEN 'hour' ELSE 'at' END;
  starts_at TIMESTAMPTZ := month::timestamp AT TIME ZONE 'UTC';
  ends_at TIMESTAMPTZ := (month + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
  IF (SELECT count(*) FROM pg_inherits WHERE inhparent = format('public.%I', parent)::regclass) > 36 THEN
    RAISE EXCEPTION '% has 36 months: no more are made', parent USING ERRCODE = 'program_limit_exceeded';
  END IF;
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

-- Drops the partition of a month with its rows, once it ended before every window by the database's clock: 30 days of points, 365
-- of hours.
CREATE OR REPLACE FUNCTION "drop_price_month"("parent" TEXT, "month" DATE) RETURNS VOID
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  child TEXT := public.price_month_name(parent, month);
  ends_at TIMESTAMPTZ := (month + interval '1 month') AT TIME ZONE 'UTC';
  needed INTERVAL := CASE WHEN parent LIKE '%\_hours' THEN interval '365 days' ELSE interval '30 days' END;
BEGIN
  IF ends_at > clock_timestamp() - needed THEN
    RAISE EXCEPTION '% is still needed by the clock of the database', child
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  EXECUTE format('DROP TABLE public.%I', child);
END
$$;
