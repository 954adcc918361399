-- CreateEnum
CREATE TYPE "name_kind" AS ENUM ('gpu', 'model');

-- CreateTable
CREATE TABLE "token_offers" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "source" "offer_source" NOT NULL,
    "external_id" TEXT NOT NULL,
    "model_id" TEXT,
    "model_raw" TEXT NOT NULL,
    "input_micro_usd" BIGINT NOT NULL,
    "output_micro_usd" BIGINT NOT NULL,
    "cached_input_micro_usd" BIGINT,
    "context_tokens" INTEGER,
    "max_output_tokens" INTEGER,
    "output_tokens_per_second" DOUBLE PRECISION,
    "availability" "availability" NOT NULL,
    "listed_on" DATE,
    "source_url" TEXT,
    "fingerprint" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "revision" BIGINT NOT NULL,

    CONSTRAINT "token_offers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token_price_points" (
    "token_offer_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "input_micro_usd" BIGINT,
    "output_micro_usd" BIGINT,
    "cached_input_micro_usd" BIGINT,

    CONSTRAINT "token_price_points_pkey" PRIMARY KEY ("token_offer_id","at")
);

-- CreateTable
CREATE TABLE "unmapped_names" (
    "id" TEXT NOT NULL,
    "kind" "name_kind" NOT NULL,
    "provider" TEXT NOT NULL,
    "source" "offer_source" NOT NULL,
    "raw" TEXT NOT NULL,
    "vram_gib" DOUBLE PRECISION,
    "count" INTEGER NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unmapped_names_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "token_offers_model_id_idx" ON "token_offers"("model_id");

-- CreateIndex
CREATE UNIQUE INDEX "token_offers_provider_source_external_id_key" ON "token_offers"("provider", "source", "external_id");

-- CreateIndex: a name without a stated size is one name too, so nulls are equal here.
CREATE UNIQUE INDEX "unmapped_names_provider_source_kind_raw_vram_gib_key"
  ON "unmapped_names"("provider", "source", "kind", "raw", "vram_gib") NULLS NOT DISTINCT;

-- AddForeignKey
ALTER TABLE "token_price_points" ADD CONSTRAINT "token_price_points_token_offer_id_fkey" FOREIGN KEY ("token_offer_id") REFERENCES "token_offers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The same facts that the domain holds, held by the database too.
ALTER TABLE "token_offers"
  ADD CONSTRAINT "token_offers_prices" CHECK ("input_micro_usd" >= 0 AND "output_micro_usd" >= 0
    AND "input_micro_usd" + "output_micro_usd" > 0 AND "cached_input_micro_usd" BETWEEN 0 AND "input_micro_usd"),
  ADD CONSTRAINT "token_offers_context_positive" CHECK ("context_tokens" > 0),
  ADD CONSTRAINT "token_offers_output_positive" CHECK ("max_output_tokens" > 0),
  ADD CONSTRAINT "token_offers_speed_positive" CHECK ("output_tokens_per_second" > 0);
ALTER TABLE "unmapped_names" ADD CONSTRAINT "unmapped_names_count_positive" CHECK ("count" > 0);
