-- The price of the whole machine as its provider states it: $10 for three GPUs are $3.333333 each, and three of those are $9.999999.
-- Rows of today have what their GPUs add up to, until the next poll writes what the provider says.
ALTER TABLE "offers" ADD COLUMN "micro_usd_per_machine_hour" BIGINT;
UPDATE "offers" SET "micro_usd_per_machine_hour" = greatest(1, round("micro_usd_per_gpu_hour" * "gpu_count"));
ALTER TABLE "offers"
  ALTER COLUMN "micro_usd_per_machine_hour" SET NOT NULL,
  ADD CONSTRAINT "offers_machine_price_positive" CHECK ("micro_usd_per_machine_hour" > 0);
