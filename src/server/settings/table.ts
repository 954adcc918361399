import { providerSettings } from "./provider-settings";
import {
  address,
  addressBlocks,
  choice,
  portNumber,
  siteAddress,
  text,
  vaultAddress,
  vaultPath,
  wholeNumber,
} from "./schemas";
import type { ProcessName, Setting, SettingRule } from "./setting";

const postgresAddress = address(/^postgres(ql)?$/, "a PostgreSQL address");

/**
 * Every environment variable of the product; there is no other list. `settings()` parses by it, the launcher gives each process
 * only the settings that name it as a reader, and `npm run docs` writes `.env.example` and docs/environment.md from it.
 */
export const table = {
  DATABASE_URL: {
    section: "places",
    schema: postgresAddress,
    meaning:
      "PostgreSQL 15 or newer. When it is unset, the launcher starts a real PostgreSQL from packaged binaries, with its data in .data/. When it is set alone, to the owner of the database, the launcher migrates it, makes logins of its own for the processes, and closes the database to other logins of the server. When it is a plain login, all processes share it.",
    readers: ["launcher", "web", "workers", "realtime", "seed", "shell"],
    isSecret: true,
    example: "postgresql://user:password@db.example:5432/gpubroker",
  },
  DATABASE_OWNER_URL: {
    section: "places",
    schema: postgresAddress.optional(),
    meaning:
      "The owner of the tables, for migrations; no process sees it. Set both in production: DATABASE_URL then names a role that is only a member of gpubroker_app, made with `create role NAME login password ... in role gpubroker_app`.",
    readers: ["launcher"],
    isSecret: true,
    example: "postgresql://owner:password@db.example:5432/gpubroker",
  },
  REDIS_URL: {
    section: "places",
    schema: address(/^rediss?$/, "a Redis address").optional(),
    meaning:
      "Redis 6.2 or newer for the job queue and the limits of the API. When it is unset, the queue runs on PostgreSQL, which handles about 800 jobs a second; use Redis for more.",
    readers: ["launcher", "web", "workers"],
    isSecret: true,
    example: "redis://:password@redis.example:6379",
  },
  CLICKHOUSE_URL: {
    section: "places",
    schema: address(/^https?$/, "an http or https address").optional(),
    meaning:
      "ClickHouse for the price history, in a separate database. When it is unset, the history is in PostgreSQL, partitioned by month. When it is set later, the history in PostgreSQL moves there; when it is unset again, what has moved can no longer be read.",
    readers: ["web", "workers"],
    isSecret: true,
    example: "http://user:password@clickhouse.example:8123/gpubroker",
  },
  PUBLIC_URL: {
    section: "places",
    schema: siteAddress.default("http://localhost:10355"),
    meaning:
      "The address that people type, when it is not http://localhost:PORT: scheme and host, without a path. Sockets from other origins are refused. With https, every response demands https and cookies are Secure, whatever the proxy forwards.",
    readers: ["launcher", "web", "realtime"],
  },
  PORT: {
    section: "places",
    schema: portNumber.default(10355),
    meaning: "Port of the front door. `npm run up -- --port N` does the same.",
    readers: ["launcher", "door"],
  },
  TRUSTED_PROXIES: {
    section: "places",
    schema: addressBlocks,
    meaning:
      "Addresses and CIDR blocks of the proxies in front of the front door, separated by commas. Only from them are X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host believed. Name every hop, and nothing that clients can connect from.",
    readers: ["door"],
    example: "10.0.0.0/24,2001:db8::7",
  },
  WEB_PORT: {
    section: "places",
    schema: portNumber.default(3000),
    meaning: "Port of the web process on 127.0.0.1. The launcher chooses a free one.",
    readers: ["door"],
    isSetByLauncher: true,
  },
  REALTIME_PORT: {
    section: "places",
    schema: portNumber.default(10356),
    meaning: "Port of the realtime process on 127.0.0.1. The launcher chooses a free one.",
    readers: ["door", "realtime"],
    isSetByLauncher: true,
  },
  NEXT_DIST_DIR: {
    section: "places",
    schema: text,
    meaning: "Folder of the build that Next.js serves. The tests have a separate one.",
    readers: ["web"],
    isSetByLauncher: true,
  },
  PLATFORM_MODE: {
    section: "market",
    schema: choice(["sandbox"]).optional(),
    meaning:
      "`sandbox` keeps the platform in the sandbox, whatever staff have chosen. It cannot be set to live here: staff decide that, with a reason, and the change is audited.",
    readers: ["web", "workers", "shell"],
  },
  MARKET: {
    section: "market",
    schema: choice(["real", "simulated"]).default("real"),
    meaning:
      "`real` polls public feeds and shows list prices where a feed cannot be reached. `simulated` takes every price from a simulator and shows a badge. `npm run up -- --simulated` sets it, and without that option the launcher ignores it: set it only for processes that you start one by one.",
    readers: ["web", "workers", "shell"],
  },
  SIMULATOR_URL: {
    section: "market",
    schema: address(/^https?$/, "an http or https address").optional(),
    meaning: "Address of the simulator, needed when `MARKET=simulated`.",
    readers: ["workers"],
    example: "http://127.0.0.1:10357",
  },
  ...providerSettings,
  VAULT_ADDR: {
    section: "vault",
    schema: vaultAddress.optional(),
    meaning: "Address of Vault: https, unless Vault runs on this machine.",
    readers: ["workers", "provider-check"],
    example: "https://vault.example:8200",
  },
  VAULT_TOKEN: {
    section: "vault",
    schema: text,
    meaning: "A token that may read the secret. It is renewed while it is in use.",
    readers: ["workers", "provider-check"],
    isSecret: true,
  },
  VAULT_KV_PATH: {
    section: "vault",
    schema: vaultPath.default("secret/gpubroker"),
    meaning: "Mount of the KV engine and the path below it.",
    readers: ["workers", "provider-check"],
  },
  ANONYMOUS_REQUESTS_PER_MINUTE: {
    section: "limits",
    schema: wholeNumber({ from: 1 }).default(30),
    meaning:
      "Requests to /api/v2 that one address (or IPv6 network of /64) without an account may make in a minute, counted for all web processes together.",
    readers: ["web"],
  },
  ANONYMOUS_CALLS_PER_MINUTE: {
    section: "limits",
    schema: wholeNumber({ from: 1 }).default(1200),
    meaning:
      "Calls to /api/trpc that the pages of one address may make in a minute; several travel in one request. Raise it when many people share an address.",
    readers: ["web"],
  },
  LOG_LEVEL: {
    section: "limits",
    schema: choice(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
    meaning: "The least important messages that are logged: trace, debug, info, warn, error or silent.",
    readers: ["door", "web", "workers", "realtime", "seed", "shell"],
  },
  CHROMIUM_PATH: {
    section: "tests",
    schema: text,
    meaning:
      "A Chromium for the browser tests. When it is unset, the tests look for one and install it if there is none.",
    readers: ["launcher", "tests"],
  },
  CATALOG_DIR: {
    section: "tests",
    schema: text,
    meaning: "Folder of the reference catalogue that two tests compare the tables with.",
    readers: ["tests"],
  },
  SPECS_DIR: {
    section: "tests",
    schema: text,
    meaning: "Folder of the providers' own API descriptions that the simulators are compared with.",
    readers: ["tests"],
  },
  TEST_DATABASE_OWNER_URL: {
    section: "tests",
    schema: text,
    meaning: "The tests' database, as the role that owns its tables.",
    readers: ["tests"],
    isSecret: true,
    isSetByLauncher: true,
  },
  TEST_REDIS_URL: {
    section: "tests",
    schema: text,
    meaning: "Redis for the tests that run on both queue backends.",
    readers: ["tests"],
    isSetByLauncher: true,
  },
  TEST_CLICKHOUSE_URL: {
    section: "tests",
    schema: text,
    meaning: "ClickHouse for the tests and benchmarks of the price history.",
    readers: ["tests"],
    isSetByLauncher: true,
  },
  BASE_URL: {
    section: "tests",
    schema: text,
    meaning: "Address of the site that the browser tests visit.",
    readers: ["tests"],
    isSetByLauncher: true,
  },
  WEB_URL: {
    section: "tests",
    schema: text,
    meaning: "Address of the web process behind that site, for tests that ask it as many clients.",
    readers: ["tests"],
    isSetByLauncher: true,
  },
  PLAYWRIGHT_JSON: {
    section: "tests",
    schema: text,
    meaning: "File for the report of the browser tests.",
    readers: ["tests"],
    isSetByLauncher: true,
  },
  BENCH_RESULTS: {
    section: "tests",
    schema: text,
    meaning: "File that the benchmarks append their figures to.",
    readers: ["tests"],
    isSetByLauncher: true,
  },
  SIMULATOR_PORT: {
    section: "tests",
    schema: wholeNumber({ from: 0, to: 65_535 }).default(0),
    meaning: "Port of the simulator on 127.0.0.1; 0 takes any free one.",
    readers: ["simulator"],
    isSetByLauncher: true,
  },
  SIMULATOR_SEED: {
    section: "tests",
    schema: wholeNumber({ from: 0 }).default(1),
    meaning: "Where the simulator's prices start: the same seed makes the same market.",
    readers: ["simulator"],
  },
  SIMULATOR_TICK_MS: {
    section: "tests",
    schema: wholeNumber({ from: 0 }).default(5000),
    meaning: "Milliseconds between two moves of the simulated market; with 0 it moves only on request.",
    readers: ["simulator"],
  },
  SIMULATOR_SEARCHES_PER_MINUTE: {
    section: "tests",
    schema: wholeNumber({ from: 1 }).default(10),
    meaning:
      "Searches that the simulated Vast.ai answers in a minute; more when two installations poll one simulator.",
    readers: ["simulator"],
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof table;

export const rules: readonly SettingRule[] = [
  {
    names: ["MARKET", "SIMULATOR_URL"],
    isBroken: ({ MARKET, SIMULATOR_URL }) => MARKET === "simulated" && SIMULATOR_URL === undefined,
    message: "SIMULATOR_URL is needed when MARKET=simulated; `npm run up -- --simulated` sets both",
  },
  {
    names: ["VAULT_ADDR", "VAULT_TOKEN"],
    isBroken: ({ VAULT_ADDR, VAULT_TOKEN }) => VAULT_ADDR !== undefined && VAULT_TOKEN === undefined,
    message: "VAULT_TOKEN is needed when VAULT_ADDR is set; unset VAULT_ADDR to run without Vault",
  },
];

/** The table keyed by any string, for code that iterates over it or gets the name from elsewhere, such as an adapter. */
export const settingsByName: ReadonlyMap<string, Setting> = new Map(Object.entries(table));

/** Whether the process may read the setting; false for a name that is not in the table. */
export function mayRead(process: ProcessName, name: string): boolean {
  return settingsByName.get(name)?.readers.includes(process) ?? false;
}
