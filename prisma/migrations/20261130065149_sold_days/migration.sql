-- AlterTable
ALTER TABLE "offers" ADD COLUMN     "validity" JSONB;

-- AlterTable
ALTER TABLE "token_offers" ADD COLUMN     "validity" JSONB;
