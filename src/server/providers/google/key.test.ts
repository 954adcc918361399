import { generateKeyPairSync } from "node:crypto";
import { importSPKI, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { loopbackNow } from "../machines/loopback.double";
import { INSTANCE_ID, instance, machinesOnGoogle, PROJECT_PATH } from "./google.double";

const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const keyFile = JSON.stringify({
  type: "service_account",
  client_email: "me@p.iam.gserviceaccount.com",
  private_key: pair.privateKey,
  token_uri: "https://elsewhere.example/token",
});

describe("the key of a service account", () => {
  it.each([
    ["as it is", keyFile],
    ["in base64", Buffer.from(keyFile).toString("base64")],
  ])("%s signs an assertion for a token, at Google's own address", async (_how, key) => {
    const { received, result } = await machinesOnGoogle(
      ({ path }) => (path.endsWith("/token") ? { body: { access_token: "tok" } } : { body: instance() }),
      (machines) => machines.get(INSTANCE_ID),
      key,
    );
    expect(received.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ["/google/_oauth2.googleapis.com/token", undefined],
      [`${PROJECT_PATH}/zones/us-central1-a/instances/gpb-test-1-vm`, "Bearer tok"],
    ]);
    expect(result).toMatchObject({ ok: true });
    const form = new URLSearchParams(received[0]?.body);
    expect(form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
    const publicKey = await importSPKI(pair.publicKey, "RS256");
    const { payload } = await jwtVerify(form.get("assertion") ?? "", publicKey, { currentDate: loopbackNow });
    const issuedAt = loopbackNow.getTime() / 1000;
    expect(payload).toEqual({
      iss: "me@p.iam.gserviceaccount.com",
      aud: "https://oauth2.googleapis.com/token",
      scope: "https://www.googleapis.com/auth/compute",
      iat: issuedAt,
      exp: issuedAt + 3600,
    });
  });

  it("is refused before any call, and not shown, if it is not a key", async () => {
    const broken = JSON.stringify({ client_email: "me", private_key: "canary-key" });
    for (const key of ["", "{ canary", broken, '{"canary":1}', "canary\nkey"]) {
      const { received, result } = await machinesOnGoogle(
        () => ({ body: {} }),
        (machines) => machines.get(INSTANCE_ID),
        key,
      );
      expect([received.length, result]).toMatchObject([0, { ok: false, fault: "auth" }]);
      expect(JSON.stringify(result)).not.toContain("canary");
    }
  });

  it("is reported as wrong if Google refuses it, without Google's message", async () => {
    const { result } = await machinesOnGoogle(
      ({ body }) => ({ status: 400, body: { error: "invalid_grant", error_description: body } }),
      (machines) => machines.get(INSTANCE_ID),
      keyFile,
    );
    expect(result).toEqual({
      ok: false,
      fault: "auth",
      providerText: "google: invalid_grant when asking for a token",
    });
  });
});
