-- Why rows of a feed were refused, and why a key could not be read, by code with parameters instead of an English sentence. Rows of
-- today keep what they say until the next poll writes them anew; a sentence that none of these patterns fits has no reason.
CREATE FUNCTION pg_temp.reason_of(code text, VARIADIC named text[] DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS
  $$ SELECT jsonb_build_object('code', code, 'parameters', jsonb_object(named)) $$;

CREATE FUNCTION pg_temp.row_reason(said text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  m text[];
BEGIN
  CASE said
    WHEN 'price: not above 0: null' THEN RETURN pg_temp.reason_of('price.not_stated');
    WHEN 'price: below a millionth of a dollar' THEN RETURN pg_temp.reason_of('price.below_micro_usd');
    WHEN 'price: not as documented' THEN RETURN pg_temp.reason_of('price.undocumented');
    WHEN 'price: on demand below spot' THEN RETURN pg_temp.reason_of('price.below_spot');
    WHEN 'priced by "nothing", not by tokens' THEN RETURN pg_temp.reason_of('price.not_stated');
    WHEN 'sold by contract only' THEN RETURN pg_temp.reason_of('sale.contract_only');
    WHEN 'not a plain Linux machine' THEN RETURN pg_temp.reason_of('sale.not_plain_linux');
    WHEN 'low priority or dedicated host' THEN RETURN pg_temp.reason_of('sale.low_priority_or_dedicated');
    WHEN 'same offer named twice, the cheaper one kept' THEN RETURN pg_temp.reason_of('duplicate.cheaper_kept');
    WHEN 'same model named twice' THEN RETURN pg_temp.reason_of('duplicate.first_kept');
    WHEN 'gpuMemoryGb: not stated' THEN RETURN pg_temp.reason_of('field.missing', 'field', 'gpuMemoryGb');
    WHEN 'countryCode: not two letters' THEN RETURN pg_temp.reason_of('field.country_form', 'field', 'countryCode');
    ELSE
  END CASE;
  m := regexp_match(said, '^unknown GPU name "(.*)" \((\d+) GiB\)$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('gpu.unknown_with_memory', 'name', m[1], 'vramGib', m[2]); END IF;
  m := regexp_match(said, '^unknown GPU name "(.*)"( \(unstated GiB\))?$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('gpu.unknown', 'name', m[1]); END IF;
  m := regexp_match(said, '^unknown GPU name in .* "(.*)"$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('gpu.unknown_in_type', 'type', m[1]); END IF;
  m := regexp_match(said, '^gpuCount: (\S+) is no number of GPUs$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('gpu.count', 'count', m[1]); END IF;
  m := regexp_match(said, '^gpuCount: (\S+) where a slice is sold$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('gpu.count_of_slice', 'count', m[1]); END IF;
  m := regexp_match(said, '^vram: (\S+) GiB is not possible$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('gpu.memory', 'vramGib', m[1]); END IF;
  m := regexp_match(said, '^price: not above 0: (.*)$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('price.not_above_zero', 'stated', m[1]); END IF;
  m := regexp_match(said, '^price: missing or below \$0\.0001 a million tokens: (\S+) in, (\S+) out$');
  IF m IS NOT NULL THEN
    RETURN pg_temp.reason_of('price.tokens_below_bound', 'input', replace(m[1], 'null', '–'), 'output', replace(m[2], 'null', '–'));
  END IF;
  m := regexp_match(said, '^no published price for "(.*)"$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('price.not_listed', 'name', m[1]); END IF;
  m := regexp_match(said, '^price: no rate for (.*)$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('price.part_unpriced', 'part', m[1]); END IF;
  m := regexp_match(said, '^price: (\d+) rates for (.*)$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('price.part_with_several', 'count', m[1], 'part', m[2]); END IF;
  m := regexp_match(said, '^price: in (.*), not USD$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('price.currency', 'currency', m[1]); END IF;
  m := regexp_match(said, '^price: per (.*), not per (.*)$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('price.unit', 'unit', m[1], 'expected', m[2]); END IF;
  m := regexp_match(said, '^priced by "(.*)", not by tokens$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('price.not_by_tokens', 'unit', m[1]); END IF;
  m := regexp_match(said, '^not pay-as-you-go: (.*)$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('sale.not_pay_as_you_go', 'kind', m[1]); END IF;
  m := regexp_match(said, '^(\S+): empty or too long$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('field.text_length', 'field', m[1]); END IF;
  m := regexp_match(said, '^(\S+): unsafe characters$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('field.unsafe_characters', 'field', m[1]); END IF;
  m := regexp_match(said, '^(\S+): Invalid input: expected \S+, received undefined$');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('field.missing', 'field', m[1]); END IF;
  m := regexp_match(said, '^(\S+): Invalid input: expected (\S+), received');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('field.type', 'field', m[1], 'expected', m[2]); END IF;
  m := regexp_match(said, '^(\S+): (Invalid|Too|not as documented)');
  IF m IS NOT NULL THEN RETURN pg_temp.reason_of('field.undocumented', 'field', m[1]); END IF;
  RETURN NULL;
END $$;

UPDATE "provider_health" SET "refusals" = (
  SELECT jsonb_agg(entry || jsonb_build_object('reason', pg_temp.row_reason(entry ->> 'reason')) ORDER BY place)
  FROM jsonb_array_elements("refusals") WITH ORDINALITY AS refused (entry, place)
) WHERE "refusals" <> '[]';

UPDATE "provider_health" SET "last_error_reason" = CASE
  WHEN "last_error_message" LIKE '%refuses VAULT_TOKEN%'
    THEN pg_temp.reason_of('keys.vault_refuses_token', 'host', said[1], 'path', said[2])
  WHEN "last_error_message" LIKE '%no secret at VAULT_KV_PATH%'
    THEN pg_temp.reason_of('keys.vault_has_no_secret', 'host', said[1], 'path', said[2])
  WHEN "last_error_message" LIKE '%: its answer is not %'
    THEN pg_temp.reason_of('keys.vault_secret_unreadable', 'host', said[1], 'path', said[2])
  WHEN "last_error_message" ~ ': HTTP \d+'
    THEN pg_temp.reason_of('keys.vault_answered', 'host', said[1], 'status', substring("last_error_message" FROM ': HTTP (\d+)'))
  ELSE pg_temp.reason_of('keys.vault_unreachable', 'host', said[1])
END FROM (
  SELECT "provider" AS "of", "source" AS "from", regexp_match("last_error_message", '^Vault at ([^,]+), (\S+): ') AS said FROM "provider_health"
) AS told
WHERE "provider" = told."of" AND "source" = told."from" AND "last_error_kind" = 'keys' AND told.said IS NOT NULL;

DROP FUNCTION pg_temp.row_reason(text);
DROP FUNCTION pg_temp.reason_of(text, text[]);
