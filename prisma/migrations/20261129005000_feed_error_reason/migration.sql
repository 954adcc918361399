-- The code and the parameters of a failure that we found ourselves, so that nothing has to read them out of its message.
ALTER TABLE "provider_health" ADD COLUMN "last_error_reason" JSONB;
