import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import type { LaunchOrder } from "@/domain/pod/machine";
import { machinesAgainst } from "../machines/loopback.double";
import { order, over, secrets, VMS, vm } from "./azure-api.double";
import { azure } from "./offers";

async function launchBody(changes: Partial<LaunchOrder>): Promise<Record<string, unknown>> {
  const { received } = await over(
    () => ({ status: 201, body: vm("one-vm") }),
    (machines) => machines.launch({ ...order, ...changes }),
  );
  return JSON.parse(received[1]?.body ?? "null");
}

describe("a launch on Azure", () => {
  it("requests a token and creates a VM with a valid name", async () => {
    const { received, result } = await over(
      () => ({ status: 201, body: vm("gpb-test-1-vm", {}, { "gpubroker-mark": order.mark }) }),
      (machines) => machines.launch(order),
    );
    expect(received.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ["POST", "/azure/_login.microsoftonline.com/tenant/oauth2/v2.0/token", undefined],
      ["PUT", `${VMS}/gpb-test-1-vm`, "Bearer tok"],
    ]);
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: "canary-id",
      client_secret: "canary-secret",
      scope: "https://management.azure.com/.default",
    });
    expect(result).toMatchObject({
      ok: true,
      value: {
        id: "gpb-test-1-vm",
        mark: order.mark,
        state: "provisioning",
        region: "westeurope",
        createdAt: "2026-11-23T10:00:00.500Z",
      },
    });
  });

  it("deletes all resources of the machine together with it, and uses the region's own subnet", async () => {
    const body = await launchBody({});
    expect(body).toMatchObject({
      location: "westeurope",
      tags: { "gpubroker-mark": order.mark },
      properties: {
        storageProfile: { osDisk: { deleteOption: "Delete", diskSizeGB: 128 } },
        osProfile: {
          customData: Buffer.from("#!/bin/sh\necho ready").toString("base64"),
          linuxConfiguration: { ssh: { publicKeys: [{ keyData: "ssh-ed25519 AAAA me" }] } },
        },
        networkProfile: {
          networkInterfaceConfigurations: [
            {
              properties: {
                deleteOption: "Delete",
                ipConfigurations: [
                  {
                    properties: {
                      subnet: { id: "/subscriptions/sub/subnets/west" },
                      publicIPAddressConfiguration: { properties: { deleteOption: "Delete" } },
                    },
                  },
                ],
              },
            },
          ],
        },
      },
    });
    expect(body.properties).not.toHaveProperty("priority");
  });

  it("without the user's key gets an unusable random key, a new one each time", async () => {
    const keys = [await launchBody({ sshPublicKey: null }), await launchBody({ sshPublicKey: null })].map(
      (body) => /ssh-ed25519 (\S+) nobody/.exec(JSON.stringify(body))?.[1] ?? "",
    );
    expect(keys[0]).not.toBe(keys[1]);
    const wire = Buffer.from(keys[0] ?? "", "base64");
    expect([
      wire.length,
      wire.readUInt32BE(0),
      wire.subarray(4, 15).toString(),
      wire.readUInt32BE(15),
    ]).toEqual([4 + 11 + 4 + 32, 11, "ssh-ed25519", 32]);
  });

  it("for spot is limited by the bid, or by the on-demand price", async () => {
    const offer = { ...order.offer, isSpot: true };
    const spot = { priority: "Spot", evictionPolicy: "Delete" };
    expect((await launchBody({ offer })).properties).toMatchObject({
      ...spot,
      billingProfile: { maxPrice: -1 },
    });
    const bidMicroUsdPerHour = microUsd(750_000);
    expect((await launchBody({ offer, bidMicroUsdPerHour })).properties).toMatchObject({
      billingProfile: { maxPrice: 0.75 },
    });
  });

  it("on AMD GPUs uses the image with their drivers", async () => {
    const offer = { ...order.offer, instanceType: "Standard_ND96isr_MI300X_v5" };
    expect(JSON.stringify(await launchBody({ offer }))).toContain('"sku":"2204-rocm"');
  });

  it("is refused before any call if the settings have no subnet for the region", async () => {
    const offer = { ...order.offer, region: "uksouth" };
    const { received, result } = await over(
      () => ({ body: {} }),
      (machines) => machines.launch({ ...order, offer }),
    );
    expect([received.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
  });

  it.each([
    ["SkuNotAvailable", "", 409, "no_capacity"],
    ["AllocationFailed", "", 409, "no_capacity"],
    ["OverconstrainedAllocationRequest", "", 409, "no_capacity"],
    ["OperationNotAllowed", "exceeding approved Total Regional Cores quota", 409, "quota"],
    ["OperationNotAllowed", "The VM is marked for deletion", 409, "invalid"],
    ["PropertyChangeNotAllowed", "linuxConfiguration.ssh.publicKeys", 409, "unknown_outcome"],
    ["AuthorizationFailed", "", 403, "auth"],
    ["ResourceGroupNotFound", "", 404, "invalid"],
    ["InternalServerError", "", 500, "unknown_outcome"],
  ])("answered by %s (%s) and %i is %s after a single request", async (code, message, status, fault) => {
    const missing = { status: 404, body: { error: { code: "ResourceNotFound", message: "" } } };
    const { received, result } = await over(
      ({ method }) => (method === "PUT" ? { status, body: { error: { code, message } } } : missing),
      (machines) => machines.launch(order),
    );
    expect(result).toMatchObject({ ok: false, fault });
    expect(received.filter(({ method }) => method === "PUT")).toHaveLength(1);
  });

  it("is refused without showing the request if the credentials are wrong", async () => {
    const { result } = await machinesAgainst(
      {
        provider: azure,
        secrets,
        answer: ({ body }) => ({
          status: 401,
          body: { error: "invalid_client", error_description: `AADSTS7000215: ${body}` },
        }),
      },
      (machines) => machines.launch(order),
    );
    expect(result).toMatchObject({ ok: false, fault: "auth" });
    expect(JSON.stringify(result)).not.toContain("canary");
  });
});
