-- Why a price is held, by code with parameters instead of an English sentence. Rows of today keep what they say.
ALTER TABLE "quarantined_prices" ALTER COLUMN "reason" TYPE JSONB USING CASE
  WHEN "reason" LIKE '%nobody else sells this'
    THEN jsonb_build_object('code', 'held_price.no_other_seller', 'parameters', '{}'::jsonb)
  ELSE jsonb_build_object(
    'code', 'held_price.far_from_' || CASE
      WHEN "reason" LIKE '%median of the GPU' THEN 'gpu_median'
      WHEN "reason" LIKE '%median of the model' THEN 'model_median'
      WHEN "reason" LIKE '%input price' THEN 'input_price'
      ELSE 'last_price' END,
    'parameters', jsonb_build_object('percent', coalesce(substring("reason" FROM 'price is (\S+) %'), '?')))
END;
