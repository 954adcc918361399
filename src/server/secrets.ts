import { type AppError, isAppError } from "@/domain/errors";
import { settings, settingText } from "./settings";
import { openVault, type Vault, type VaultSettings } from "./vault";

export type FoundKeys =
  | { outcome: "found"; secrets: Readonly<Record<string, string>> }
  | { outcome: "missing"; names: string[] }
  /** Vault may have them but cannot be read. This is reported and never treated as "no key". */
  | { outcome: "unreadable"; error: AppError };

let opened: Vault | null | undefined;

/**
 * The platform's own keys for a provider: from the environment, otherwise from Vault if one is configured. The table of
 * settings denies them to every process that serves pages.
 */
export function findKeys(names: readonly string[], now: Date): Promise<FoundKeys> {
  if (opened === undefined) {
    const where = vaultSettings();
    opened = where === null ? null : openVault(where);
  }
  return findKeysIn(names, now, { environment: environmentKeys(names), vault: opened });
}

/** Keys for a simulator: a placeholder for every key, so that no real key can be sent by mistake. */
export async function simulatorKeys(names: readonly string[]): Promise<FoundKeys> {
  return { outcome: "found", secrets: Object.fromEntries(names.map((name) => [name, "simulated"])) };
}

/** Whether every key may be available. The content of Vault can change while we run, so with Vault the answer is yes. */
export function mayFindKeys(names: readonly string[]): boolean {
  return vaultSettings() !== null || Object.keys(environmentKeys(names)).length === names.length;
}

function environmentKeys(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const key = settingText(name);
      return key === undefined ? [] : [[name, key] as const];
    }),
  );
}

/** The settings of Vault, or null when none is configured. */
function vaultSettings(): VaultSettings | null {
  const { VAULT_ADDR, VAULT_TOKEN, VAULT_KV_PATH } = settings();
  if (VAULT_ADDR === undefined || VAULT_TOKEN === undefined) return null;
  return { VAULT_ADDR, VAULT_TOKEN, VAULT_KV_PATH };
}

type Sources = { environment: Readonly<Record<string, string>>; vault: Vault | null };

/** Like {@link findKeys}, from the given sources. The environment comes first, and Vault is asked only for the rest. */
export async function findKeysIn(
  names: readonly string[],
  now: Date,
  { environment, vault }: Sources,
): Promise<FoundKeys> {
  const lacking = names.filter((name) => !environment[name]);
  if (lacking.length === 0) return { outcome: "found", secrets: environment };
  if (vault === null) return { outcome: "missing", names: lacking };
  try {
    const keys = await vault.keys(now);
    const missing = lacking.filter((name) => !keys[name]);
    if (missing.length > 0) return { outcome: "missing", names: missing };
    const found = lacking.map((name) => [name, keys[name] ?? ""] as const);
    return { outcome: "found", secrets: { ...environment, ...Object.fromEntries(found) } };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { outcome: "unreadable", error };
  }
}
