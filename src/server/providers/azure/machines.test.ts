import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import type { LaunchOrder } from "@/domain/pod/machine";
import type { ReceivedRequest } from "../loopback.double";
import type { Machines } from "../machines/bind";
import { machinesAgainst } from "../machines/loopback.double";
import { azure } from "./offers";

const secrets = {
  AZURE_TENANT_ID: "tenant",
  AZURE_CLIENT_ID: "canary-id",
  AZURE_CLIENT_SECRET: "canary-secret",
  AZURE_SUBSCRIPTION_ID: "sub",
  AZURE_RESOURCE_GROUP: "gpus",
  AZURE_SUBNET_ID: "eastus=/subscriptions/sub/subnets/east,westeurope=/subscriptions/sub/subnets/west",
};
const order: LaunchOrder = {
  mark: "gpb-test-1",
  offer: {
    externalId: "x",
    instanceType: "Standard_NC24ads_A100_v4",
    gpuId: "a100-pcie-80",
    gpuRaw: "NVIDIA A100 PCIe",
    gpuCount: 1,
    region: "westeurope",
    isSpot: false,
  },
  bidMicroUsdPerHour: null,
  image: "pytorch/pytorch",
  diskGib: 128,
  environment: {},
  ports: [],
  model: null,
  sshPublicKey: "ssh-ed25519 AAAA me",
  startScript: "#!/bin/sh\necho ready",
};
const VMS = "/azure/subscriptions/sub/resourceGroups/gpus/providers/Microsoft.Compute/virtualMachines";
const NIC = "/subscriptions/sub/resourceGroups/gpus/providers/Microsoft.Network/networkInterfaces/n-nic";

const vm = (name: string, properties: object = {}, tags: object = { "gpubroker-mark": "gpb-1" }) => ({
  name,
  location: "westeurope",
  tags,
  properties: { provisioningState: "Creating", timeCreated: "2026-11-23T10:00:00.5+00:00", ...properties },
});
const viewed = (provisioningState: string, ...codes: string[]) =>
  vm("one-vm", { provisioningState, instanceView: { statuses: codes.map((code) => ({ code })) } });

type Answer = { status?: number; body: unknown };
const isToken = ({ path }: ReceivedRequest) => path.endsWith("/token");
const over = (answer: (received: ReceivedRequest) => Answer, use: (azure: Machines) => Promise<unknown>) =>
  machinesAgainst(
    {
      provider: azure,
      secrets,
      answer: (received) => (isToken(received) ? { body: { access_token: "tok" } } : answer(received)),
    },
    use,
  );

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

describe("a virtual machine of Azure", () => {
  it.each([
    ["Creating", [], "provisioning", "Creating"],
    ["Updating", ["ProvisioningState/updating", "PowerState/starting"], "provisioning", "starting"],
    ["Succeeded", ["ProvisioningState/succeeded", "PowerState/running"], "running", "running"],
    ["Updating", ["PowerState/deallocating"], "stopping", "deallocating"],
    ["Succeeded", ["PowerState/deallocated"], "stopped", "deallocated"],
    ["Deleting", ["PowerState/running"], "stopping", "Deleting"],
    [
      "Failed",
      ["ProvisioningState/failed/AllocationFailed"],
      "failed",
      "ProvisioningState/failed/AllocationFailed",
    ],
    ["Failed", ["ProvisioningState/failed/X", "PowerState/running"], "running", "ProvisioningState/failed/X"],
    ["Succeeded", [], "pending", "Succeeded"],
  ])("that is %s with %j is %s", async (provisioning, codes, state, providerState) => {
    const { result } = await over(
      () => ({ body: viewed(provisioning, ...codes) }),
      (machines) => machines.get("one-vm"),
    );
    expect(result).toMatchObject({ ok: true, value: { state, providerState } });
  });

  it("has the address of its network interface", async () => {
    const { received, result } = await over(
      ({ path }) =>
        path.endsWith(NIC)
          ? {
              body: {
                properties: {
                  ipConfigurations: [
                    { properties: { publicIPAddress: { properties: { ipAddress: "203.0.113.7" } } } },
                  ],
                },
              },
            }
          : { body: vm("one-vm", { networkProfile: { networkInterfaces: [{ id: NIC }] } }) },
      (machines) => machines.get("one-vm"),
    );
    expect(result).toMatchObject({ ok: true, value: { publicAddress: "203.0.113.7", sshPort: 22 } });
    expect(received[2]?.query.get("$expand")).toBe("ipConfigurations/publicIPAddress");
  });

  it("whose interface has an invalid id has no known address, and causes no further call", async () => {
    const { received, result } = await over(
      () => ({
        body: vm("one-vm", { networkProfile: { networkInterfaces: [{ id: "/subscriptions/x?y" }] } }),
      }),
      (machines) => machines.get("one-vm"),
    );
    expect([received.length, result]).toMatchObject([2, { ok: true, value: { publicAddress: null } }]);
  });

  it("of ours is found on any page, even if it has failed; foreign and ended ones are excluded", async () => {
    const link = `https://management.azure.com:443${VMS.replace("/azure", "")}?api-version=2024-07-01&$skiptoken=2`;
    const { received, result } = await over(
      ({ path, query }) => {
        if (path.endsWith("/ended-vm"))
          return { status: 404, body: { error: { code: "ResourceNotFound", message: "" } } };
        if (path.endsWith("/a-vm")) return { body: vm("a-vm", { provisioningState: "Failed" }) };
        if (path.endsWith("/b-vm")) return { body: vm("b-vm", { provisioningState: "Creating" }) };
        return query.has("$skiptoken")
          ? {
              body: {
                value: [vm("b-vm"), vm("strange", {}, { "gpubroker-mark": "x" }), vm("other", {}, {})],
              },
            }
          : { body: { value: [vm("a-vm"), vm("ended-vm")], nextLink: link } };
      },
      (machines) => machines.listOurs(),
    );
    expect(result).toMatchObject({
      ok: true,
      value: [
        { id: "a-vm", mark: "gpb-1", state: "failed" },
        { id: "b-vm", state: "provisioning" },
      ],
    });
    expect(received.filter(({ path }) => path.endsWith("/strange"))).toEqual([]);
  });

  it("is never missing from a list without an error, and no link leads to another host", async () => {
    const endless = `https://management.azure.com${VMS.replace("/azure", "")}?$skiptoken=1`;
    for (const nextLink of [endless, "https://elsewhere.example/list"]) {
      const { result } = await over(
        () => ({ body: { value: [], nextLink } }),
        (machines) => machines.listOurs(),
      );
      expect(result).toMatchObject({ kind: "bad_response" });
    }
  });

  it("is deallocated and not only powered off when it is stopped", async () => {
    const { received } = await over(
      () => ({ status: 202, body: "" }),
      async (machines) => [await machines.stop?.("one-vm"), await machines.start?.("one-vm")],
    );
    expect(received.filter((one) => !isToken(one)).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST ${VMS}/one-vm/deallocate`,
      `POST ${VMS}/one-vm/start`,
    ]);
  });
});
