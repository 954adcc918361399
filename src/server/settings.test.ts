import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { providers } from "@/server/providers/registry";
import { type ProcessName, processNames } from "@/server/settings/setting";
import { settingsByName, table } from "@/server/settings/table";
import { filesUnder } from "../../scripts/prepare/stamps.mjs";
import { readSettings } from "./settings";

const least = { DATABASE_URL: "postgresql://u:canary@127.0.0.1:5432/app" };
const vault = { VAULT_ADDR: "https://vault.example", VAULT_TOKEN: "canary" };

const read = (given: Record<string, string>, ...processes: ProcessName[]) =>
  readSettings({ ...least, ...given }, processes);

describe("settings", () => {
  it("need nothing but a database", () => {
    expect(read({}, "web").PUBLIC_URL).toBe("http://localhost:10355");
    expect(read({}, "workers")).toMatchObject({ MARKET: "real", LOG_LEVEL: "info", REDIS_URL: undefined });
  });

  it.each(["https://gpu.example", "https://gpu.example/", "http://[::1]:8080"])(
    "accept a public address at the root of a host: %s",
    (PUBLIC_URL) => {
      expect(read({ PUBLIC_URL }, "web", "realtime").PUBLIC_URL).toBe(new URL(PUBLIC_URL).origin);
    },
  );

  it.each([
    "https://gpu.example/broker",
    "https://gpu.example/broker/",
    "https://gpu.example/?",
    "https://gpu.example/?a=1",
    "https://gpu.example/#top",
    "https://gpu.example//",
    "https://me:canary@gpu.example",
    "ftp://gpu.example",
    "gpu.example",
  ])("refuse a public address that is more or less than that: %s", (PUBLIC_URL) => {
    const wanted = "PUBLIC_URL must be an http or https address of a host alone, without a path";
    expect(() => read({ PUBLIC_URL }, "web")).toThrow(wanted);
    expect(() => read({ PUBLIC_URL }, "realtime")).toThrow(wanted);
  });

  it("treat an empty text as unset, and parse numbers", () => {
    expect(read({ REDIS_URL: "", LOG_LEVEL: "" }, "workers")).toMatchObject({ LOG_LEVEL: "info" });
    expect(read({ REALTIME_PORT: "4000" }, "realtime").REALTIME_PORT).toBe(4000);
  });

  it("trim a key that was copied with its line break", () => {
    expect(read({ GROQ_API_KEY: " gsk_1\n" }, "workers").GROQ_API_KEY).toBe("gsk_1");
    expect(read({ GROQ_API_KEY: "  " }, "workers").GROQ_API_KEY).toBeUndefined();
  });

  it("list everything that is wrong, what is expected and how to fix it, and show no value", () => {
    const wrong = { DATABASE_URL: "mysql://u:canary@h/db", LOG_LEVEL: "canary", REDIS_URL: "canary" };
    const reading = () => read(wrong, "workers");
    expect(reading).toThrow(/settings of workers are wrong[\s\S]*docs\/environment\.md/);
    expect(reading).toThrow(/DATABASE_URL must be a PostgreSQL address, as in postgresql:\/\/\S+\n/);
    expect(reading).toThrow(/LOG_LEVEL must be one of trace, debug.*, or unset it/);
    expect(reading).toThrow(/REDIS_URL must be a Redis address, as in redis:\/\/\S+, or unset it/);
    expect(reading).not.toThrow(/canary/);
    expect(() => readSettings({}, ["seed"])).toThrow(/DATABASE_URL must be .*; it is not set/);
  });

  it.each([
    ["REALTIME_PORT", "70000", "realtime"],
    ["REALTIME_PORT", "4000.5", "realtime"],
    ["REALTIME_PORT", "canary", "realtime"],
    ["ANONYMOUS_CALLS_PER_MINUTE", "0", "web"],
    ["MARKET", "canary", "web"],
    ["PLATFORM_MODE", "live", "web"],
    ["VAULT_ADDR", "http://canary.example", "workers"],
    ["VAULT_KV_PATH", "../canary", "workers"],
  ] as const)("refuse %s=%s", (name, value, process) => {
    const reading = () => read({ ...vault, [name]: value }, process);
    expect(reading).toThrow(new RegExp(`^ +${name} must be`, "m"));
    expect(reading).not.toThrow(/canary/);
  });

  it("depend on one another: a simulated market needs a simulator, and an address of Vault needs a token", () => {
    expect(() => read({ MARKET: "simulated" }, "workers")).toThrow(/SIMULATOR_URL is needed/);
    expect(() => read({ VAULT_ADDR: "https://vault.example" }, "workers")).toThrow(/VAULT_TOKEN is needed/);
    expect(read({ MARKET: "simulated" }, "web").MARKET).toBe("simulated");
    expect(read({ VAULT_ADDR: "http://127.0.0.1:8200", VAULT_TOKEN: "x" }, "workers").VAULT_ADDR).toMatch(
      /^http:/,
    );
  });
});

describe("a process", () => {
  it("may not read what the table does not allow it, set or not", () => {
    const web = read({ GROQ_API_KEY: "canary" }, "web");
    expect(() => web.GROQ_API_KEY).toThrow(/GROQ_API_KEY is for workers, provider-check, and web asked/);
    expect(() => web.GROQ_API_KEY).not.toThrow(/canary/);
    expect(() => read({}, "realtime").REDIS_URL).toThrow(
      /REDIS_URL is for launcher, web, workers, and realtime asked/,
    );
    expect(JSON.stringify(web)).not.toMatch(/canary/);
  });

  it("starts although the settings of another process are wrong", () => {
    expect(read({ REALTIME_PORT: "canary", VAULT_ADDR: "canary" }, "web").MARKET).toBe("real");
    expect(readSettings({ GROQ_API_KEY: "x" }, ["provider-check"]).GROQ_API_KEY).toBe("x");
  });

  it.each<ProcessName>(["web", "realtime", "simulator", "seed", "tests"])(
    "%s may read no provider key",
    (name) => {
      const keys = [...settingsByName].filter(
        ([, { section }]) => section === "providers" || section === "vault",
      );
      expect(keys.filter(([, { readers }]) => readers.includes(name))).toEqual([]);
    },
  );
});

describe("the table", () => {
  it("gives every setting a reader, a sentence and a default that its own schema accepts", () => {
    for (const [name, { readers, meaning, schema }] of settingsByName) {
      expect(name).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$|^(PORT|MARKET)$/);
      expect(readers.every((reader) => processNames.includes(reader)) && readers.length > 0).toBe(true);
      expect(meaning).toMatch(/\.$/);
      if (name !== "DATABASE_URL") expect(schema.safeParse(undefined).success).toBe(true);
    }
  });

  it("has an example that its own schema accepts", () => {
    for (const { example, schema } of settingsByName.values())
      if (example !== undefined) expect(schema.safeParse(example).success).toBe(true);
  });

  it("has every name that an adapter asks for, marks the keys as secrets, and has no provider setting that no adapter asks for", () => {
    const secrets = providers.flatMap(({ secretNames, machines }) => [
      ...secretNames,
      ...(machines?.secretNames ?? []),
    ]);
    const plain = providers.flatMap(({ machines }) => machines?.settingNames ?? []);
    const rows = [...settingsByName].filter(([, { section }]) => section === "providers");
    const named = (isSecret: boolean) =>
      rows.flatMap(([name, setting]) => (Boolean(setting.isSecret) === isSecret ? name : [])).sort();
    expect(named(true)).toEqual([...new Set(secrets)].sort());
    expect(named(false)).toEqual([...new Set(plain)].sort());
  });

  it("assigns each key to the provider whose adapter asks for it", () => {
    for (const { slug, secretNames, machines } of providers)
      for (const name of [...secretNames, ...(machines?.secretNames ?? [])])
        expect([name, settingsByName.get(name)?.provider]).toEqual([name, slug]);
  });

  it("marks an address that contains a password as a secret", () => {
    for (const [name, { example, isSecret }] of settingsByName)
      if (example?.includes("password")) expect([name, isSecret]).toEqual([name, true]);
    expect(table.VAULT_TOKEN.isSecret).toBe(true);
  });
});

it("no file reads a name from process.env that is neither a setting nor a variable of the system", () => {
  const system = ["CI", "HOME", "NODE_ENV", "NEXT_RUNTIME", "PATH"];
  const folders = ["src", "workers", "scripts", "prisma", "simulators", "e2e"];
  const files = folders.flatMap(filesUnder).filter((file) => /\.(ts|tsx|mjs)$/.test(file));
  const planted = "scripts/rules/rules.test.ts";
  const roots = ["next.config.ts", "playwright.config.ts", "prisma.config.ts"];
  const asked = [...files.filter((file) => file !== planted), ...roots].flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/\bprocess\.env\.(\w+)/g)].map(([, name = ""]) => name),
  );
  const unknown = asked.filter((name) => !settingsByName.has(name) && !system.includes(name));
  expect(asked.length).toBeGreaterThan(10);
  expect([...new Set(unknown)]).toEqual([]);
});
