-- When a provider refused our key, and a hash that tells that key from the next one.
ALTER TABLE "provider_health" ADD COLUMN "key_refused_at" TIMESTAMPTZ(3), ADD COLUMN "refused_key" TEXT;
