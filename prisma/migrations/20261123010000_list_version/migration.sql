-- AlterTable
ALTER TABLE "provider_health" ADD COLUMN     "list_version" TEXT;
