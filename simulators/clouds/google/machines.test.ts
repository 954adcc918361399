import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LaunchOrder } from "@/domain/pod/machine";
import { createHttp, type Http } from "@/server/http/http";
import { google } from "@/server/providers/google/offers";
import { bindMachines } from "@/server/providers/machines/bind";
import { type MarketSimulator, startMarketSimulator } from "../../server";

const now = new Date("2026-11-23T10:00:00.000Z");
let market: MarketSimulator;
let http: Http;
beforeAll(async () => {
  market = await startMarketSimulator({ seed: 11, tickEveryMs: 0, now: () => now });
  http = createHttp({ allowPrivate: true, maxAttempts: 1 });
});
afterAll(async () => {
  await http.close();
  await market.close();
});

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

function machinesOf(account: string) {
  const key = { client_email: `${account}@p.iam.gserviceaccount.com`, private_key: privateKey };
  const secrets = { GOOGLE_SERVICE_ACCOUNT_KEY: JSON.stringify(key), GOOGLE_CLOUD_PROJECT: "p" };
  return bindMachines(google, { http, now, secrets, baseUrl: `${market.url}/google` });
}

function orderOf(mark: string, instanceType: string): LaunchOrder {
  return {
    mark,
    offer: {
      externalId: "x",
      instanceType,
      gpuId: "t4-16",
      gpuRaw: "NVIDIA T4",
      gpuCount: 1,
      region: "us-central1",
      isSpot: false,
    },
    bidMicroUsdPerHour: null,
    image: "pytorch/pytorch",
    diskGib: 50,
    environment: {},
    ports: [],
    model: null,
    sshPublicKey: null,
    startScript: null,
  };
}

describe("the simulated Compute Engine", () => {
  it("accepts an assertion signed by the service account, but not by another account", async () => {
    expect(await machinesOf("broker").listOurs()).toEqual({ ok: true, value: [] });
    expect(await machinesOf("wrong").listOurs()).toMatchObject({ ok: false, fault: "auth" });
  });

  it("rents one machine per order, also with attached cards, and lists many in pages", async () => {
    const machines = machinesOf("broker");
    const marks = ["gpb-a", "gpb-a", "gpb-b", "gpb-c", "gpb-d", "gpb-e", "gpb-f"];
    for (const mark of marks)
      expect(await machines.launch(orderOf(mark, "n1-standard-8 + 1 T4"))).toMatchObject({
        ok: true,
        value: { id: `us-central1-b/${mark}-vm` },
      });
    const ours = await machines.listOurs();
    expect(ours.ok && ours.value.map(({ mark }) => mark)).toEqual([...new Set(marks)]);
  });

  it("has no zone for a machine that the region lacks", async () => {
    const result = await machinesOf("broker").launch(orderOf("gpb-z", "a9-highgpu-1g"));
    expect(result).toMatchObject({ ok: false, fault: "no_capacity" });
  });
});
