import { describe, expect, it } from "vitest";
import type { ProcessName } from "@/server/settings/setting";
import { mayRead, settingsByName } from "@/server/settings/table";
import { countKeyedProviders, environmentFor, systemVariables } from "../prepare/process-environment.mjs";
import { describeServices, requireSettings } from "./services.mjs";

const ports = { web: 1001, realtime: 1002, simulator: 1003 };
const served = ["door", "web", "workers", "realtime", "simulator"] as const satisfies readonly ProcessName[];

const system = {
  PATH: "/bin",
  HTTPS_PROXY: "http://proxy:3128",
  NODE_EXTRA_CA_CERTS: "/ca.pem",
  LC_ALL: "C",
};
/** Every setting that the table knows, as if a person had set them all. */
const known = Object.fromEntries([...settingsByName.keys()].map((name) => [name, "x"]));
/** Variables of the shell that none of our processes may see. */
const foreign = {
  SMTP_PASSWORD: "x",
  SMTP_URL: "smtp://user:x@mail",
  JWT_PRIVATE_KEY: "x",
  STRIPE_SECRET_KEY: "x",
  PAYPAL_CLIENT_ID: "x",
  NEXTAUTH_SECRET: "x",
  ACME_TOKEN: "x",
  SSH_AUTH_SOCK: "/tmp/agent",
  PGPASSWORD: "x",
  NPM_TOKEN: "x",
};

async function describeWith(more: { simulated?: boolean; dev?: boolean } = {}) {
  const services = await describeServices(
    {
      env: { ...system, ...known, ...foreign, MARKET: "simulated" },
      port: 10355,
      publicUrl: "http://localhost:10355",
      databaseUrl: "postgresql://d",
      distFolder: ".next",
      dev: false,
      simulated: false,
      ...more,
    },
    ports,
  );
  return new Map(services.map((service) => [service.name, service]));
}

async function environmentOf(name: string, more = {}): Promise<Record<string, string | undefined>> {
  return (await describeWith(more)).get(name)?.env ?? {};
}

describe("a service", () => {
  it.each(served)("%s gets exactly the settings that it may read", async (name) => {
    const given = Object.keys(await environmentOf(name, { simulated: true }));
    const own = [...settingsByName.keys()].filter((setting) => mayRead(name, setting));
    expect(given.filter((variable) => settingsByName.has(variable)).sort()).toEqual(own.sort());
  });

  it.each(served)("%s gets no variable that is not in the table, secret or not", async (name) => {
    const given = Object.keys(await environmentOf(name, { simulated: true }));
    expect(given.filter((variable) => variable in foreign)).toEqual([]);
    const ours = ["TZ", "NODE_ENV", "NEXT_TELEMETRY_DISABLED", "__NEXT_PROCESSED_ENV"];
    const expected = new Set([...Object.keys(system), ...settingsByName.keys(), ...ours]);
    expect(given.filter((variable) => !expected.has(variable))).toEqual([]);
  });

  it("that serves pages or sockets gets neither provider keys nor the Vault token", async () => {
    const keys = [...settingsByName].filter(([, { section }]) => ["providers", "vault"].includes(section));
    expect(keys.length).toBeGreaterThan(30);
    for (const name of ["door", "web", "realtime", "simulator"]) {
      const given = await environmentOf(name, { simulated: true });
      expect(keys.filter(([key]) => key in given)).toEqual([]);
    }
    expect(Object.keys(await environmentOf("workers"))).toEqual(
      expect.arrayContaining(keys.map(([key]) => key)),
    );
  });

  it("treats an empty value as unset, as in a copy of .env.example", async () => {
    const empty = Object.fromEntries(Object.keys(known).map((name) => [name, ""]));
    expect(await environmentFor("simulator", { ...system, ...empty })).toEqual(system);
    expect(await environmentFor("workers", { ...empty, MARKET: "real" })).toEqual({ MARKET: "real" });
  });

  it("that runs Next.js does not read .env itself", async () => {
    expect(await environmentOf("web")).toMatchObject({ __NEXT_PROCESSED_ENV: "true" });
  });

  it("gets the values that the launcher has determined, and UTC as its time zone", async () => {
    expect(await environmentOf("web")).toMatchObject({
      DATABASE_URL: "postgresql://d",
      PUBLIC_URL: "http://localhost:10355",
      NODE_ENV: "production",
      NEXT_DIST_DIR: ".next",
    });
    expect(await environmentOf("door")).toMatchObject({
      PORT: "10355",
      WEB_PORT: "1001",
      REALTIME_PORT: "1002",
    });
    expect(await environmentOf("workers")).toMatchObject({ DATABASE_URL: "postgresql://d", REDIS_URL: "x" });
    expect(await environmentOf("realtime")).toMatchObject({
      DATABASE_URL: "postgresql://d",
      PUBLIC_URL: "http://localhost:10355",
      REALTIME_PORT: "1002",
    });
    for (const [, { env }] of await describeWith()) expect(env).toMatchObject({ ...system, TZ: "UTC" });
  });
});

describe("prices", () => {
  it("are simulated only with --simulated, whatever the environment contains", async () => {
    expect([...(await describeWith()).keys()]).toEqual(["realtime", "workers", "web", "door"]);
    expect((await environmentOf("workers")).MARKET).toBeUndefined();
    expect((await environmentOf("web")).MARKET).toBeUndefined();
    expect((await describeWith({ simulated: true })).keys().next().value).toBe("simulator");
    expect(await environmentOf("web", { simulated: true })).toMatchObject({ MARKET: "simulated" });
    expect(await environmentOf("workers", { simulated: true })).toMatchObject({
      MARKET: "simulated",
      SIMULATOR_URL: "http://127.0.0.1:1003",
    });
  });
});

describe("tests and tools", () => {
  it.each<ProcessName>(["tests", "seed", "shell"])("%s get no keys", async (name) => {
    const given = await environmentFor(name, { ...system, ...known, ...foreign });
    const keys = [...settingsByName].filter(([, { section }]) => ["providers", "vault"].includes(section));
    expect(keys.filter(([key]) => key in given)).toEqual([]);
    expect(Object.keys(given).filter((variable) => variable in foreign)).toEqual([]);
  });

  it("that need no settings get only the system's variables, also in the spelling of Windows", () => {
    const windows = { Path: "C:\\", SystemRoot: "C:\\Windows" };
    expect(systemVariables({ ...system, ...windows, ...known, ...foreign })).toEqual({
      ...system,
      ...windows,
    });
  });
});

it("a provider with keys is counted once, and only if a key is set", async () => {
  const pair = { VERDA_CLIENT_ID: "x", VERDA_CLIENT_SECRET: "x", VERDA_SSH_KEY_ID: "x" };
  expect(await countKeyedProviders({ ...pair, GROQ_API_KEY: "x", LAMBDA_API_KEY: "" })).toBe(2);
  expect(await countKeyedProviders({ VERDA_SSH_KEY_ID: "x", DATABASE_URL: "x" })).toBe(0);
});

describe("requireSettings", () => {
  const run = {
    port: 10355,
    publicUrl: "http://localhost:10355",
    databaseUrl: "postgresql://u:hunter2@127.0.0.1/d",
    distFolder: ".next",
    dev: false,
    simulated: true,
  };

  it("accepts what up works out, with nothing set", async () => {
    await expect(requireSettings({ ...run, env: system })).resolves.toBeUndefined();
  });

  it("names every wrong setting of every process at once, without the values", async () => {
    const env = { ...system, REDIS_URL: "hunter2", ANONYMOUS_REQUESTS_PER_MINUTE: "hunter2" };
    const refusal = await requireSettings({ ...run, env }).catch((error: Error) => error.message);
    expect(refusal).toMatch(/settings of workers are wrong:\n {2}REDIS_URL must/);
    expect(refusal).toMatch(
      /settings of web are wrong:\n(?: {2}.*\n)* {2}ANONYMOUS_REQUESTS_PER_MINUTE must/,
    );
    expect(refusal).not.toContain("hunter2");
  });
});
