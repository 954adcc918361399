-- A month before Christ has the name of the same month after it: "2026-11-01 BC" was old enough to drop, and dropped the partition
-- of November 2026. Months without an end have no name at all.
CREATE OR REPLACE FUNCTION "price_month_name"("parent" TEXT, "month" DATE) RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF parent IS NULL OR parent NOT IN ('price_points', 'price_hours', 'gpu_price_points', 'gpu_price_hours') THEN
    RAISE EXCEPTION 'not a table of price history: %', parent USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF month IS NULL OR NOT isfinite(month) OR month NOT BETWEEN '2000-01-01' AND '9999-12-01' OR extract(day FROM month) <> 1 THEN
    RAISE EXCEPTION 'not the first day of a month: %', month USING ERRCODE = 'invalid_parameter_value';
  END IF;
  RETURN parent || to_char(month, '_YYYY_MM');
END
$$;
