import { describe, expect, it } from "vitest";
import { isToken, over, VMS, vm } from "./azure-api.double";

const NIC = "/subscriptions/sub/resourceGroups/gpus/providers/Microsoft.Network/networkInterfaces/n-nic";

const viewed = (provisioningState: string, ...codes: string[]) =>
  vm("one-vm", { provisioningState, instanceView: { statuses: codes.map((code) => ({ code })) } });

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
