-- CreateTable
-- Unlogged: counts of a minute are not worth a write to the disk per request, and a crash may forget them.
CREATE UNLOGGED TABLE "rate_limit_windows" (
    "caller" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_limit_windows_pkey" PRIMARY KEY ("caller")
) WITH (fillfactor = 50);
