-- AlterTable
ALTER TABLE "quarantined_prices" ADD COLUMN     "refused_at" TIMESTAMPTZ(3);
