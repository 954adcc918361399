import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findKeysIn } from "./secrets";
import { openVault, type Vault } from "./vault";

const start = new Date("2026-11-23T10:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

/** Vault's default: 32 days. */
const LONG_LEASE_SECONDS = 2_764_800;

/** A double of Vault's KV version 2: one secret, and one token that may read it and lives for one lease after each renewal. */
type State = { sealed: boolean; data: Record<string, unknown> | null; leaseSeconds: number; asked: string[] };
let state: State;
let server: Server;
let address: string;

beforeEach(async () => {
  state = {
    sealed: false,
    leaseSeconds: LONG_LEASE_SECONDS,
    asked: [],
    data: { LAMBDA_API_KEY: " vaulted ", VERDA_CLIENT_ID: "v1" },
  };
  server = createServer((request, response) => {
    const say = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    state.asked.push(`${request.method} ${request.url}`);
    if (state.sealed) return say(503, { errors: ["Vault is sealed"] });
    if (request.headers["x-vault-token"] !== "s.right") return say(403, { errors: ["permission denied"] });
    if (request.url === "/v1/auth/token/renew-self")
      return state.leaseSeconds < 0
        ? say(400, { errors: ["lease is not renewable"] })
        : say(200, { auth: { lease_duration: state.leaseSeconds } });
    if (request.url !== "/v1/secret/data/gpubroker" || state.data === null) return say(404, { errors: [] });
    return say(200, { data: { data: state.data, metadata: { version: 3 } } });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the double has no port");
  address = `http://127.0.0.1:${bound.port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function vault(more: Record<string, string> = {}): Vault {
  const settings = { VAULT_ADDR: address, VAULT_TOKEN: "s.right", VAULT_KV_PATH: "secret/gpubroker" };
  return openVault({ ...settings, ...more });
}

const reads = () => state.asked.filter((one) => one.startsWith("GET")).length;

describe("keys", () => {
  it("come from the environment first, and Vault is not asked for them", async () => {
    const environment = { LAMBDA_API_KEY: "own" };
    expect(await findKeysIn(["LAMBDA_API_KEY"], start, { environment, vault: vault() })).toEqual({
      outcome: "found",
      secrets: environment,
    });
    expect(state.asked).toEqual([]);
  });

  it("come trimmed from Vault when the environment lacks them, together with those it has", async () => {
    const environment = { VERDA_CLIENT_SECRET: "own" };
    const names = ["VERDA_CLIENT_ID", "VERDA_CLIENT_SECRET", "LAMBDA_API_KEY"];
    expect(await findKeysIn(names, start, { environment, vault: vault() })).toEqual({
      outcome: "found",
      secrets: { VERDA_CLIENT_ID: "v1", VERDA_CLIENT_SECRET: "own", LAMBDA_API_KEY: "vaulted" },
    });
    expect(state.asked).toContain("POST /v1/auth/token/renew-self");
  });

  it("that nobody has are reported as missing by name, with and without Vault", async () => {
    const missing = { outcome: "missing", names: ["SHADEFORM_API_KEY"] };
    expect(await findKeysIn(["SHADEFORM_API_KEY"], start, { environment: {}, vault: vault() })).toEqual(
      missing,
    );
    expect(await findKeysIn(["SHADEFORM_API_KEY"], start, { environment: {}, vault: null })).toEqual(missing);
  });

  it("are cached for an hour at most, and read once for all callers", async () => {
    const sources = { environment: {}, vault: vault() };
    const ask = (now: Date) => findKeysIn(["LAMBDA_API_KEY"], now, sources);
    await Promise.all([ask(start), ask(start), ask(start)]);
    await ask(later(59));
    expect(reads()).toBe(1);
    state.data = { LAMBDA_API_KEY: "changed" };
    expect(await ask(later(60))).toEqual({ outcome: "found", secrets: { LAMBDA_API_KEY: "changed" } });
    expect(reads()).toBe(2);
  });

  it.each([
    ["1800 s: half of that", 1800, 15],
    ["two hours and more: an hour", 7201, 60],
    ["no end: an hour", 0, 60],
    ["an expiry that cannot be extended: an hour", -1, 60],
  ])("are cached, for a token with a lease of %s", async (_, leaseSeconds, minutes) => {
    state.leaseSeconds = leaseSeconds;
    const sources = { environment: {}, vault: vault() };
    const ask = (now: Date) => findKeysIn(["LAMBDA_API_KEY"], now, sources);
    await ask(start);
    await ask(later(minutes - 0.1));
    expect(reads()).toBe(1);
    await ask(later(minutes));
    expect(reads()).toBe(2);
  });

  it("outlive an outage of Vault for the rest of their hour, and then the outage is reported", async () => {
    const sources = { environment: {}, vault: vault() };
    const ask = (now: Date) => findKeysIn(["LAMBDA_API_KEY"], now, sources);
    await ask(start);
    state.sealed = true;
    expect(await ask(later(59))).toMatchObject({ outcome: "found" });
    const outage = await ask(later(61));
    expect(outage).toMatchObject({
      outcome: "unreadable",
      error: {
        reason: { code: "keys.vault_answered", parameters: { status: 503 } },
        message: expect.stringContaining("HTTP 503"),
      },
    });
    state.sealed = false;
    expect(await ask(later(61.4))).toEqual(outage);
    expect(await ask(later(62))).toMatchObject({ outcome: "found" });
  });

  it.each([
    ["a wrong token", { VAULT_TOKEN: "s.wrong" }, "keys.vault_refuses_token", /refuses VAULT_TOKEN/],
    [
      "a secret that does not exist",
      { VAULT_KV_PATH: "secret/elsewhere" },
      "keys.vault_has_no_secret",
      /no secret at VAULT_KV_PATH/,
    ],
    [
      "an address that refuses connections",
      { VAULT_ADDR: "http://127.0.0.1:9" },
      "keys.vault_unreachable",
      /ECONNREFUSED/,
    ],
  ])(
    "with %s are unreadable: the error has the reason, without address or path, and not the token",
    async (_what, more, code, message) => {
      const result = await findKeysIn(["LAMBDA_API_KEY"], start, { environment: {}, vault: vault(more) });
      expect(result).toMatchObject({
        outcome: "unreadable",
        error: { reason: { code, parameters: {} }, message: expect.stringMatching(message) },
      });
      const told = result.outcome === "unreadable" ? [result.error.message, result.error.reason] : null;
      expect(JSON.stringify(told)).not.toMatch(/s\.(?:right|wrong)|vaulted/);
    },
  );
});
