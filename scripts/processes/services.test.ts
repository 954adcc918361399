import { expect, test } from "vitest";
import { providers } from "@/server/providers/registry";
import { countProviderKeys, withoutSecrets } from "../prepare/environment.mjs";
import { describeServices } from "./services.mjs";

const ports = { web: 1001, realtime: 1002, simulator: 1003 };
const secrets = {
  RUNPOD_API_KEY: "x",
  STRIPE_WEBHOOK_SECRET: "x",
  PAYPAL_CLIENT_ID: "x",
  AWS_ACCESS_KEY_ID: "x",
  VAULT_TOKEN: "x",
  GOOGLE_CLIENT_SECRET: "x",
  AZURE_SECRET_KEY: "x",
};

function describeWith(more: { simulated?: boolean; dev?: boolean } = {}) {
  const services = describeServices(
    {
      env: {
        PATH: "/bin",
        REDIS_URL: "redis://r",
        DATABASE_OWNER_URL: "postgresql://owner",
        MARKET: "simulated",
        ...secrets,
      },
      publicUrl: "http://localhost:10355",
      databaseUrl: "postgresql://d",
      authSecret: "s",
      distFolder: ".next",
      dev: false,
      simulated: false,
      ...more,
    },
    ports,
  );
  return new Map(services.map((service) => [service.name, service]));
}

function environmentOf(name: string, more = {}): Record<string, string | undefined> {
  return describeWith(more).get(name)?.env ?? {};
}

test("no process sees the address of the tables' owner", () => {
  const services = ["web", "realtime", "workers", "simulator"];
  for (const name of services)
    expect(Object.values(environmentOf(name, { simulated: true }))).not.toContain("postgresql://owner");
});

test("the workers see provider keys and gateway secrets; web, realtime and simulator see none", () => {
  expect(environmentOf("workers")).toMatchObject(secrets);
  for (const name of ["web", "realtime", "simulator"]) {
    const visible = Object.keys(environmentOf(name, { simulated: true }));
    expect(visible).toContain("DATABASE_URL");
    expect(visible.filter((key) => key in secrets)).toEqual([]);
  }
});

test("no key of any provider reaches another process than the workers", () => {
  const names = providers.flatMap(({ secretNames, machines }) => [
    ...secretNames,
    ...(machines?.secretNames ?? []),
  ]);
  const env = Object.fromEntries(names.map((name) => [name, "x"]));
  expect(Object.keys(withoutSecrets({ PATH: "/bin", ...env }))).toEqual(["PATH"]);
  const keyed = providers.filter(({ secretNames }) => secretNames.length > 0);
  const listing = Object.fromEntries(
    keyed.flatMap(({ secretNames }) => secretNames.map((name) => [name, "x"])),
  );
  expect(countProviderKeys(listing)).toBe(keyed.length);
});

test("prices are simulated only when that was asked for, whatever the environment says", () => {
  expect([...describeWith().keys()]).toEqual(["realtime", "workers", "web"]);
  expect(environmentOf("workers").MARKET).toBeUndefined();
  expect(environmentOf("web").MARKET).toBeUndefined();
  expect(describeWith({ simulated: true }).keys().next().value).toBe("simulator");
  expect(environmentOf("workers", { simulated: true })).toMatchObject({
    MARKET: "simulated",
    SIMULATOR_URL: "http://127.0.0.1:1003",
  });
});

test("every process is told the database, the public address and UTC", () => {
  for (const [, { env }] of describeWith()) {
    expect(env).toMatchObject({
      DATABASE_URL: "postgresql://d",
      PUBLIC_URL: "http://localhost:10355",
      REALTIME_PORT: "1002",
      REDIS_URL: "redis://r",
      NODE_ENV: "production",
      TZ: "UTC",
    });
  }
});
