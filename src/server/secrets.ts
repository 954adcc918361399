import { AppError } from "@/domain/errors";
import { environmentKeys, vaultFrom } from "./env";
import { openVault, type Vault } from "./vault";

export type FoundKeys =
  | { outcome: "found"; secrets: Readonly<Record<string, string>> }
  | { outcome: "missing"; names: string[] }
  /** Vault holds them, perhaps, and cannot be read: said, and never taken for "no key". */
  | { outcome: "unreadable"; reason: string };

let opened: Vault | null | undefined;

/** The platform's own keys at a provider: from the environment, else from Vault where one is set. For workers alone. */
export function findKeys(names: readonly string[], now: Date): Promise<FoundKeys> {
  if (opened === undefined) {
    const settings = vaultFrom();
    opened = settings === null ? null : openVault(settings);
  }
  return findKeysIn(names, now, { environment: environmentKeys(names), vault: opened });
}

type Sources = { environment: Readonly<Record<string, string>>; vault: Vault | null };

/** As {@link findKeys}, from given sources. What the environment holds goes first, and Vault is not asked for it. */
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
    if (!(error instanceof AppError)) throw error;
    return { outcome: "unreadable", reason: error.message };
  }
}
