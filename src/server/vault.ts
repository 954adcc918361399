import { z } from "zod";
import { AppError, isAppError } from "@/domain/errors";
import type { Reason } from "@/domain/reasons";
import { createHttp, type Http, type HttpAnswer } from "@/server/http/http";
import { isProviderError } from "@/server/http/provider-error";

export type VaultSettings = { VAULT_ADDR: string; VAULT_TOKEN: string; VAULT_KV_PATH: string };

export type Vault = {
  /**
   * Every key of the secret, from the cache while it is fresh.
   *
   * @throws {AppError} PRECONDITION_FAILED with the reason why Vault cannot be read. The message contains no key and no token.
   */
  keys(now: Date): Promise<Readonly<Record<string, string>>>;
};

/** The longest time that keys stay in memory: a key that is changed or revoked in Vault is out of use within an hour. */
const CACHED_MS = 60 * 60_000;
/** After a failure Vault is not asked again for this long, so that the polls of one round do not all ask it. */
const FAILURE_CACHED_MS = 30_000;

const secret = z.object({ data: z.object({ data: z.record(z.string(), z.unknown()) }) });
const renewal = z.object({ auth: z.object({ lease_duration: z.number().positive() }) });
const failure = z.object({ errors: z.array(z.string()) });

type Keys = Readonly<Record<string, string>>;
type CachedKeys = { from: number; until: number; keys: Promise<Keys> };

/**
 * Reads keys from HashiCorp Vault, KV version 2, over its HTTP API
 * (https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2).
 */
export function openVault(settings: VaultSettings, open: () => Http = () => vaultHttp(settings)): Vault {
  let cached: CachedKeys | null = null;
  return {
    keys: (now) => {
      // A clock that went back must not keep old keys in use: then the cache counts as expired.
      if (cached !== null && now.getTime() >= cached.from && now.getTime() < cached.until) return cached.keys;
      const read = readKeys(settings, open);
      const asked: CachedKeys = {
        from: now.getTime(),
        until: now.getTime() + CACHED_MS,
        keys: read.then(({ keys }) => keys),
      };
      read.then(
        ({ leaseMs }) => {
          asked.until = now.getTime() + Math.min(CACHED_MS, leaseMs / 2);
        },
        () => {
          asked.until = now.getTime() + FAILURE_CACHED_MS;
        },
      );
      cached = asked;
      return asked.keys;
    },
  };
}

/** Vault usually runs in a private network, so this one host may be private. */
function vaultHttp({ VAULT_ADDR }: VaultSettings): Http {
  return createHttp({
    allowPrivate: true,
    allowedHosts: [new URL(VAULT_ADDR).hostname],
    totalTimeoutMs: 10_000,
  });
}

async function readKeys(settings: VaultSettings, open: () => Http): Promise<{ keys: Keys; leaseMs: number }> {
  const http = open();
  try {
    const leaseMs = await renewToken(http, settings);
    const [mount = "", ...rest] = settings.VAULT_KV_PATH.split("/");
    const answer = await ask(http, settings, "GET", `/v1/${mount}/data/${rest.join("/")}`);
    if (answer.status !== 200) throw refusal(settings, answer);
    const read = secret.safeParse(JSON.parse(answer.body));
    if (!read.success) throw notASecret(settings, "its answer is not a secret of a KV version 2 engine");
    return { keys: textsOf(read.data.data.data), leaseMs };
  } catch (error) {
    if (isAppError(error) && !isProviderError(error)) throw error;
    if (!isProviderError(error)) throw notASecret(settings, "its answer is not JSON");
    const { status } = error;
    throw unreadable(
      settings,
      error.message,
      status === null
        ? { code: "keys.vault_unreachable", parameters: {} }
        : { code: "keys.vault_answered", parameters: { status } },
    );
  } finally {
    await http.close();
  }
}

/**
 * Renews an expiring token before it expires. One that does not expire or may not be renewed stays as it is.
 *
 * @returns how long the token lives from now on; Infinity when there is nothing to renew.
 */
async function renewToken(http: Http, settings: VaultSettings): Promise<number> {
  const { status, body } = await ask(http, settings, "POST", "/v1/auth/token/renew-self");
  const renewed = status === 200 ? renewal.safeParse(JSON.parse(body)) : null;
  return renewed?.success ? renewed.data.auth.lease_duration * 1000 : Number.POSITIVE_INFINITY;
}

function ask(http: Http, { VAULT_ADDR, VAULT_TOKEN }: VaultSettings, method: "GET" | "POST", path: string) {
  const url = new URL(VAULT_ADDR.replace(/\/$/, "") + path);
  return http.exchange({
    url,
    method,
    headers: { "x-vault-token": VAULT_TOKEN },
    ...(method === "POST" ? { body: {} } : {}),
  });
}

function textsOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(values).flatMap(([name, value]) =>
    typeof value === "string" && value.trim() !== "" ? [[name, value.trim()] as const] : [],
  );
  return Object.fromEntries(texts);
}

function refusal(settings: VaultSettings, { status, body }: HttpAnswer): AppError {
  if (status === 403)
    return unreadable(settings, "it refuses VAULT_TOKEN for this path (HTTP 403)", {
      code: "keys.vault_refuses_token",
      parameters: {},
    });
  if (status === 404)
    return unreadable(settings, "it has no secret at VAULT_KV_PATH (HTTP 404)", {
      code: "keys.vault_has_no_secret",
      parameters: {},
    });
  return unreadable(settings, `HTTP ${status}${vaultErrorsOf(body)}`, {
    code: "keys.vault_answered",
    parameters: { status },
  });
}

function notASecret(settings: VaultSettings, why: string): AppError {
  return unreadable(settings, why, { code: "keys.vault_secret_unreadable", parameters: {} });
}

function vaultErrorsOf(body: string): string {
  try {
    const words = failure.safeParse(JSON.parse(body));
    return words.success && words.data.errors.length > 0
      ? `: ${words.data.errors.join("; ").slice(0, 120)}`
      : "";
  } catch {
    return "";
  }
}

/** The message, which is for the log, names the host and path of the keys. The reason does not: the status page publishes it. */
function unreadable({ VAULT_ADDR, VAULT_KV_PATH }: VaultSettings, why: string, reason: Reason): AppError {
  const where = `Vault at ${new URL(VAULT_ADDR).host}, ${VAULT_KV_PATH}`;
  return new AppError("PRECONDITION_FAILED", `${where}: ${why}`, { reason });
}
