-- AlterTable
ALTER TABLE "market_index_points" ADD COLUMN     "chain_based_at" TIMESTAMPTZ(3),
ADD COLUMN     "chain_level" DOUBLE PRECISION,
ADD COLUMN     "lower_quartile_micro_usd_per_gpu_hour" BIGINT,
ADD COLUMN     "source_names" TEXT[],
ADD COLUMN     "upper_quartile_micro_usd_per_gpu_hour" BIGINT;

-- CreateTable
CREATE TABLE "market_index_chains" (
    "source" "offer_source" NOT NULL,
    "gpu_id" TEXT NOT NULL,
    "kind" "index_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "level" DOUBLE PRECISION NOT NULL,
    "based_at" TIMESTAMPTZ(3) NOT NULL,
    "members" JSONB NOT NULL,

    CONSTRAINT "market_index_chains_pkey" PRIMARY KEY ("source","gpu_id","kind")
);

-- The same facts that the domain holds, held by the database too. Older points have none of the new figures: nobody recorded them.
ALTER TABLE "market_index_points"
  ADD CONSTRAINT "market_index_points_quartiles" CHECK (
    "lower_quartile_micro_usd_per_gpu_hour" BETWEEN "low_micro_usd_per_gpu_hour" AND "median_micro_usd_per_gpu_hour"
    AND "upper_quartile_micro_usd_per_gpu_hour" BETWEEN "median_micro_usd_per_gpu_hour" AND "high_micro_usd_per_gpu_hour"
  ),
  ADD CONSTRAINT "market_index_points_names" CHECK (cardinality("source_names") = "sources"),
  ADD CONSTRAINT "market_index_points_chain" CHECK (
    ("chain_level" IS NULL) = ("chain_based_at" IS NULL) AND "chain_level" > 0
  );

ALTER TABLE "market_index_chains"
  ADD CONSTRAINT "market_index_chains_level" CHECK ("level" > 0),
  ADD CONSTRAINT "market_index_chains_not_a_list" CHECK ("source" <> 'list');
