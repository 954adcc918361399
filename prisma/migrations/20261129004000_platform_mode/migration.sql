-- CreateEnum
CREATE TYPE "mode" AS ENUM ('sandbox', 'live');

-- CreateTable
CREATE TABLE "platform_mode" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "mode" "mode" NOT NULL DEFAULT 'sandbox',
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "platform_mode_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "platform_mode_one_row" CHECK ("id" = 1)
);

-- Every installation starts in the sandbox.
INSERT INTO "platform_mode" ("changed_at") VALUES (now());
