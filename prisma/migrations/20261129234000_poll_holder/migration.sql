-- The poll that has the lease of its feed, so that a poll that lost it cannot write its older answer.
alter table "provider_health" add column "polling_by" text;
