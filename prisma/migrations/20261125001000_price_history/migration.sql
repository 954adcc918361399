-- Price points by month. The table as it was becomes the default partition, so nothing is copied here: the job that keeps
-- the history makes the months and moves the rows. A write never fails for want of its month, it lands in the default.
-- The key to offers goes: dropping a month would lock offers, and ClickHouse has no such key.
ALTER TABLE "price_points" DROP CONSTRAINT "price_points_offer_id_fkey";
ALTER TABLE "price_points" RENAME CONSTRAINT "price_points_pkey" TO "price_points_default_pkey";
ALTER TABLE "price_points" RENAME TO "price_points_default";

CREATE TABLE "price_points" (
    "offer_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "micro_usd_per_gpu_hour" BIGINT,

    CONSTRAINT "price_points_pkey" PRIMARY KEY ("offer_id","at"),
    CONSTRAINT "price_points_price_positive" CHECK ("micro_usd_per_gpu_hour" > 0)
) PARTITION BY RANGE ("at");
ALTER TABLE "price_points" ATTACH PARTITION "price_points_default" DEFAULT;

CREATE TABLE "price_hours" (
    "offer_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "micro_usd_per_gpu_hour" BIGINT,

    CONSTRAINT "price_hours_pkey" PRIMARY KEY ("offer_id","hour"),
    CONSTRAINT "price_hours_price_positive" CHECK ("micro_usd_per_gpu_hour" > 0)
) PARTITION BY RANGE ("hour");

CREATE TABLE "gpu_price_series" (
    "id" SERIAL NOT NULL,
    "provider" TEXT NOT NULL,
    "source" "offer_source" NOT NULL,
    "gpu_id" TEXT NOT NULL,
    "is_spot" BOOLEAN NOT NULL,
    "lowest_micro_usd" BIGINT,
    "median_micro_usd" BIGINT,
    "offer_count" INTEGER NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gpu_price_series_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "gpu_price_series_gpu_id_is_spot_provider_source_key" ON "gpu_price_series"("gpu_id", "is_spot", "provider", "source");

CREATE TABLE "gpu_price_points" (
    "series_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "lowest_micro_usd" BIGINT,
    "median_micro_usd" BIGINT,
    "offer_count" INTEGER NOT NULL,

    CONSTRAINT "gpu_price_points_pkey" PRIMARY KEY ("series_id","at"),
    CONSTRAINT "gpu_price_points_offered" CHECK (("offer_count" = 0) = ("lowest_micro_usd" IS NULL) AND ("offer_count" = 0) = ("median_micro_usd" IS NULL))
) PARTITION BY RANGE ("at");

CREATE TABLE "gpu_price_hours" (
    "series_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "lowest_micro_usd" BIGINT,
    "median_micro_usd" BIGINT,
    "offer_count" INTEGER NOT NULL,

    CONSTRAINT "gpu_price_hours_pkey" PRIMARY KEY ("series_id","hour"),
    CONSTRAINT "gpu_price_hours_offered" CHECK (("offer_count" = 0) = ("lowest_micro_usd" IS NULL) AND ("offer_count" = 0) = ("median_micro_usd" IS NULL))
) PARTITION BY RANGE ("hour");

CREATE TABLE "price_hours_default" PARTITION OF "price_hours" DEFAULT;
CREATE TABLE "gpu_price_points_default" PARTITION OF "gpu_price_points" DEFAULT;
CREATE TABLE "gpu_price_hours_default" PARTITION OF "gpu_price_hours" DEFAULT;

-- Points come in the order of time: a block range index finds an hour of them and costs nearly nothing to write.
CREATE INDEX "price_points_at_idx" ON "price_points" USING BRIN ("at");
CREATE INDEX "gpu_price_points_at_idx" ON "gpu_price_points" USING BRIN ("at");

-- Gaps are few and must survive thinning.
CREATE INDEX "price_points_gaps" ON "price_points"("offer_id", "at") WHERE "micro_usd_per_gpu_hour" IS NULL;
CREATE INDEX "price_hours_gaps" ON "price_hours"("offer_id", "hour") WHERE "micro_usd_per_gpu_hour" IS NULL;
CREATE INDEX "gpu_price_points_gaps" ON "gpu_price_points"("series_id", "at") WHERE "offer_count" = 0;
CREATE INDEX "gpu_price_hours_gaps" ON "gpu_price_hours"("series_id", "hour") WHERE "offer_count" = 0;

-- How far the hours are made up. One row.
CREATE TABLE "price_roll_up" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "rolled_up_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "price_roll_up_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "price_roll_up_one_row" CHECK ("id" = 1)
);
INSERT INTO "price_roll_up" ("rolled_up_to")
SELECT date_trunc('hour', coalesce(min("at"), now()), 'UTC') FROM "price_points";

-- The market as it stands is the first point of each GPU's series: tracking begins now.
INSERT INTO "gpu_price_series" ("provider", "source", "gpu_id", "is_spot", "lowest_micro_usd", "median_micro_usd", "offer_count", "first_seen_at", "changed_at")
SELECT "provider", "source", "gpu_id", "is_spot", min("micro_usd_per_gpu_hour"),
  percentile_disc(0.5) WITHIN GROUP (ORDER BY "micro_usd_per_gpu_hour"), count(*), now(), now()
FROM "offers" WHERE "gone_at" IS NULL AND "availability" <> 'unavailable' AND "gpu_count" >= 1
GROUP BY "provider", "source", "gpu_id", "is_spot";
INSERT INTO "gpu_price_points" ("series_id", "at", "lowest_micro_usd", "median_micro_usd", "offer_count")
SELECT "id", "first_seen_at", "lowest_micro_usd", "median_micro_usd", "offer_count" FROM "gpu_price_series";

-- Times in which a feed was not watched. Polls are kept for 90 days, a history of a year needs its gaps for longer.
CREATE TABLE "feed_gaps" (
    "provider" TEXT NOT NULL,
    "source" "offer_source" NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feed_gaps_pkey" PRIMARY KEY ("provider","source","from_at"),
    CONSTRAINT "feed_gaps_forwards" CHECK ("from_at" < "to_at")
);
INSERT INTO "feed_gaps" ("provider", "source", "from_at", "to_at")
SELECT "provider", "source", "started_at" + "watched", "next_at"
FROM (
  SELECT "provider", "source", "started_at",
    lead("started_at") OVER (PARTITION BY "provider", "source" ORDER BY "started_at") AS "next_at",
    CASE "provider" WHEN 'aws' THEN interval '30 minutes' WHEN 'google' THEN interval '30 minutes'
      WHEN 'azure' THEN interval '45 minutes' ELSE interval '15 minutes' END AS "watched"
  FROM "provider_polls" WHERE "ok"
) AS "polls"
WHERE "next_at" > "started_at" + "watched"
ON CONFLICT DO NOTHING;
