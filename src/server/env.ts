import { z } from "zod";

const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PUBLIC_URL: z.url().default("http://localhost:10355"),
  REALTIME_PORT: z.coerce.number().int().min(1).max(65535).default(10356),
  MARKET: z.enum(["real", "simulated"]).default("real"),
  SIMULATOR_URL: z.url().optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  ANONYMOUS_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
  ANONYMOUS_CALLS_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
});

export type Environment = z.infer<typeof environment>;

let parsed: Environment | undefined;

/**
 * The settings of this process: the only reader of process.env.
 *
 * Parsed at the first call, not at import, so that a build needs no database.
 *
 * @throws {Error} with one line per wrong variable, its value left out.
 */
export function env(): Environment {
  parsed ??= parseEnvironment(process.env);
  return parsed;
}

/** As {@link env}, from a given table; an empty value counts as unset. */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = environment.safeParse(given);
  if (!result.success) throw new Error(describe(result.error));
  if (result.data.MARKET === "simulated" && !result.data.SIMULATOR_URL) {
    throw new Error("Settings: SIMULATOR_URL is needed when MARKET=simulated.");
  }
  return result.data;
}

function describe(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  return `Settings are wrong (see .env.example):\n${lines.join("\n")}`;
}

/**
 * What the environment holds of the named keys. Only workers are started with them: pages run without.
 *
 * With a simulated market every key is the word "simulated", so that no real one can leave by mistake.
 */
export function environmentKeys(
  names: readonly string[],
  market = process.env.MARKET ?? "real",
): Record<string, string> {
  const values = names.map((name) => [
    name,
    market === "simulated" ? "simulated" : process.env[name]?.trim(),
  ]);
  return Object.fromEntries(values.filter(([, value]) => value));
}

const vaultSettings = z
  .object({
    VAULT_ADDR: z.url({ protocol: /^https?$/ }),
    VAULT_TOKEN: z.string().min(1, "is needed where VAULT_ADDR is set"),
    VAULT_KV_PATH: z
      .string()
      .regex(/^[\w-]+(?:\/[\w-]+)+$/, "is the engine's mount and the path below it, as in secret/gpubroker")
      .default("secret/gpubroker"),
  })
  .refine(({ VAULT_ADDR }) => VAULT_ADDR.startsWith("https:") || isLoopback(new URL(VAULT_ADDR).hostname), {
    path: ["VAULT_ADDR"],
    error: "must be https, unless it is this machine",
  });

export type VaultSettings = z.infer<typeof vaultSettings>;

/**
 * Where Vault is, or null where none is set. Read apart from the rest: workers alone are given its token.
 *
 * @throws {Error} with one line per wrong variable, its value left out.
 */
export function vaultFrom(source: Record<string, string | undefined> = process.env): VaultSettings | null {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  if (given.VAULT_ADDR === undefined) return null;
  const result = vaultSettings.safeParse(given);
  if (!result.success) throw new Error(describe(result.error));
  return result.data;
}

function isLoopback(hostname: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
