-- AlterTable
ALTER TABLE "quarantined_prices" ALTER COLUMN "held_micro_usd" DROP NOT NULL;
