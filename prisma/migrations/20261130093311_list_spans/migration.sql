-- AlterTable
ALTER TABLE "offers" ADD COLUMN     "latest_listed_on" DATE;

-- AlterTable
ALTER TABLE "token_offers" ADD COLUMN     "latest_listed_on" DATE;
