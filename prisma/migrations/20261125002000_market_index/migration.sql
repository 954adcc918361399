-- CreateEnum
CREATE TYPE "index_kind" AS ENUM ('on_demand', 'spot');

-- CreateTable
CREATE TABLE "market_index_points" (
    "source" "offer_source" NOT NULL,
    "gpu_id" TEXT NOT NULL,
    "kind" "index_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "median_micro_usd_per_gpu_hour" BIGINT NOT NULL,
    "trimmed_mean_micro_usd_per_gpu_hour" BIGINT NOT NULL,
    "low_micro_usd_per_gpu_hour" BIGINT NOT NULL,
    "high_micro_usd_per_gpu_hour" BIGINT NOT NULL,
    "sources" INTEGER NOT NULL,
    "offers" INTEGER NOT NULL,

    CONSTRAINT "market_index_points_pkey" PRIMARY KEY ("source","gpu_id","kind","at")
);

-- CreateIndex
CREATE INDEX "market_index_points_source_at_idx" ON "market_index_points"("source", "at");



-- The same facts that the domain holds, held by the database too.
ALTER TABLE "market_index_points"
  ADD CONSTRAINT "market_index_points_within" CHECK (
    "low_micro_usd_per_gpu_hour" > 0
    AND "median_micro_usd_per_gpu_hour" BETWEEN "low_micro_usd_per_gpu_hour" AND "high_micro_usd_per_gpu_hour"
    AND "trimmed_mean_micro_usd_per_gpu_hour" BETWEEN "low_micro_usd_per_gpu_hour" AND "high_micro_usd_per_gpu_hour"
  ),
  ADD CONSTRAINT "market_index_points_sources" CHECK ("sources" >= 3 AND "offers" >= "sources"),
  ADD CONSTRAINT "market_index_points_not_a_list" CHECK ("source" <> 'list');
