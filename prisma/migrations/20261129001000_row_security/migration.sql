-- For whom the present transaction acts, as `inTransaction` has said it. Policies of tenant tables read this:
--   ALTER TABLE things ENABLE ROW LEVEL SECURITY;
--   CREATE POLICY own_organization ON things USING (organization_id = current_organization_id());
-- NULL when nothing was said: then no row is equal to it. A connection that was used before answers '' instead of NULL.
CREATE FUNCTION current_organization_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.organization_id', true), '');

-- The kind of the actor: anonymous, user, apiKey, agent, webhook, staff or system. NULL outside of `inTransaction`.
CREATE FUNCTION current_actor_type() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.actor_type', true), '');
