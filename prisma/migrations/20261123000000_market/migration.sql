-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "offer_source" AS ENUM ('live', 'list', 'simulated');

-- CreateEnum
CREATE TYPE "availability" AS ENUM ('available', 'limited', 'unavailable', 'unknown');

-- CreateTable
CREATE TABLE "offers" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "source" "offer_source" NOT NULL,
    "external_id" TEXT NOT NULL,
    "instance_type" TEXT NOT NULL,
    "gpu_id" TEXT NOT NULL,
    "gpu_raw" TEXT NOT NULL,
    "gpu_count" DOUBLE PRECISION NOT NULL,
    "vram_gib" DOUBLE PRECISION NOT NULL,
    "micro_usd_per_gpu_hour" BIGINT NOT NULL,
    "is_spot" BOOLEAN NOT NULL,
    "availability" "availability" NOT NULL,
    "region" TEXT,
    "country_code" TEXT,
    "vcpus" DOUBLE PRECISION,
    "ram_gib" DOUBLE PRECISION,
    "disk_gib" DOUBLE PRECISION,
    "reliability" DOUBLE PRECISION,
    "network_down_mbps" DOUBLE PRECISION,
    "network_up_mbps" DOUBLE PRECISION,
    "micro_usd_per_gib_egress" BIGINT,
    "micro_usd_per_gib_month_disk" BIGINT,
    "listed_on" DATE,
    "source_url" TEXT,
    "fingerprint" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "revision" BIGINT NOT NULL,

    CONSTRAINT "offers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_points" (
    "offer_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "micro_usd_per_gpu_hour" BIGINT,

    CONSTRAINT "price_points_pkey" PRIMARY KEY ("offer_id","at")
);

-- CreateTable
CREATE TABLE "quarantined_prices" (
    "provider" TEXT NOT NULL,
    "source" "offer_source" NOT NULL,
    "external_id" TEXT NOT NULL,
    "held_micro_usd" BIGINT NOT NULL,
    "seen_micro_usd" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quarantined_prices_pkey" PRIMARY KEY ("provider","source","external_id")
);

-- CreateTable
CREATE TABLE "provider_health" (
    "provider" TEXT NOT NULL,
    "source" "offer_source" NOT NULL,
    "last_attempt_at" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "last_error_at" TIMESTAMPTZ(3),
    "last_error_kind" TEXT,
    "last_error_message" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "consecutive_failures" INTEGER NOT NULL DEFAULT 0,
    "breaker_open_until" TIMESTAMPTZ(3),
    "latency_ms" INTEGER,
    "offer_count" INTEGER NOT NULL DEFAULT 0,
    "refused_count" INTEGER NOT NULL DEFAULT 0,
    "quarantined_count" INTEGER NOT NULL DEFAULT 0,
    "refusals" JSONB NOT NULL DEFAULT '[]',
    "content_hash" TEXT,
    "polling_until" TIMESTAMPTZ(3),
    "list_version" TEXT,
    "revision" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "provider_health_pkey" PRIMARY KEY ("provider","source")
);

-- CreateTable
CREATE TABLE "provider_polls" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "source" "offer_source" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "latency_ms" INTEGER NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "error_kind" TEXT,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "gone" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "quarantined" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "provider_polls_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "offers_provider_source_revision_idx" ON "offers"("provider", "source", "revision");

-- CreateIndex
CREATE INDEX "offers_gpu_id_is_spot_micro_usd_per_gpu_hour_idx" ON "offers"("gpu_id", "is_spot", "micro_usd_per_gpu_hour");

-- CreateIndex
CREATE UNIQUE INDEX "offers_provider_source_external_id_key" ON "offers"("provider", "source", "external_id");

-- CreateIndex
CREATE INDEX "provider_polls_provider_source_started_at_idx" ON "provider_polls"("provider", "source", "started_at");

-- CreateIndex
CREATE INDEX "provider_polls_started_at_idx" ON "provider_polls"("started_at");

-- AddForeignKey
ALTER TABLE "price_points" ADD CONSTRAINT "price_points_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offers"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Numbers every write to the market. Readers ask for what is newer than they hold.
CREATE SEQUENCE "market_revision";

-- The same facts that the domain holds, held by the database too.
ALTER TABLE "offers"
  ADD CONSTRAINT "offers_price_positive" CHECK ("micro_usd_per_gpu_hour" > 0),
  ADD CONSTRAINT "offers_gpu_count_positive" CHECK ("gpu_count" > 0),
  ADD CONSTRAINT "offers_vram_positive" CHECK ("vram_gib" > 0),
  ADD CONSTRAINT "offers_reliability_share" CHECK ("reliability" BETWEEN 0 AND 1);
ALTER TABLE "price_points"
  ADD CONSTRAINT "price_points_price_positive" CHECK ("micro_usd_per_gpu_hour" > 0);
