import { createHash } from "node:crypto";
import { isProviderError, type ProviderError } from "@/server/http/provider-error";
import type { Provider } from "@/server/providers/contract";
import type { Secrets } from "@/server/providers/request";

type Asked = { provider: Pick<Provider, "slug" | "secretNames">; secrets: Secrets };

/** 64 bits tell two keys apart, and are too few to find a key by. */
const HEX_DIGITS = 16;

/**
 * What identifies the keys of a provider without containing them; null for a provider that is asked without a key. It changes
 * when one of the keys is replaced.
 */
export function fingerprintOf({ provider: { slug, secretNames }, secrets }: Asked): string | null {
  if (secretNames.length === 0) return null;
  const keys = [...secretNames].sort().map((name) => [name, secrets[name] ?? null]);
  const text = JSON.stringify(["gpubroker key", slug, keys]);
  return createHash("sha256").update(text).digest("hex").slice(0, HEX_DIGITS);
}

/** Whether the provider refused our access (401 or 403), which no repetition changes. */
export function isRefusal(error: unknown): error is ProviderError {
  return isProviderError(error) && error.kind === "auth";
}
