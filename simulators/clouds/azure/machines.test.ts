import { expect, it } from "vitest";
import { z } from "zod";
import { ask, simulatorForTest } from "../../simulator.double";

const market = simulatorForTest();
const GROUP = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines";
const headers = { authorization: "Bearer simulated" };
const query = { "api-version": "2024-07-01" };

const order = (computerName: string, deleteOption = "Delete") => ({
  location: "eastus",
  tags: { "gpubroker-mark": computerName },
  properties: {
    hardwareProfile: { vmSize: "Standard_NC24ads_A100_v4" },
    storageProfile: {
      imageReference: { publisher: "p", offer: "o", sku: "s", version: "latest" },
      osDisk: { createOption: "FromImage", deleteOption, diskSizeGB: 64 },
    },
    osProfile: {
      computerName,
      adminUsername: "gpubroker",
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: { publicKeys: [{ path: "/home/gpubroker/.ssh/authorized_keys", keyData: "ssh-ed25519 AAAA" }] },
      },
    },
    networkProfile: {
      networkApiVersion: "2020-11-01",
      networkInterfaceConfigurations: [
        {
          name: "nic",
          properties: {
            deleteOption: "Delete",
            ipConfigurations: [
              {
                properties: {
                  subnet: { id: "subnet" },
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
const put = (name: string, body: unknown = order(name)) =>
  ask(market, "azure", { path: `${GROUP}/${name}`, method: "PUT", body, headers, query });

it("requires a token, an API version, and an order that leaves nothing behind", () => {
  const path = `${GROUP}/a-vm`;
  expect(ask(market, "azure", { path, query }).status).toBe(401);
  expect(ask(market, "azure", { path, headers }).body).toContain("MissingApiVersionParameter");
  expect(put("a-vm", order("a-vm", "Detach"))).toMatchObject({ status: 400 });
  expect(put("a-vm", order("another-vm"))).toMatchObject({ status: 400 });
});

it("shows power states only in the instance view, and lists many machines in pages", () => {
  for (const name of ["a-vm", "b-vm", "c-vm", "d-vm", "e-vm", "e-vm"])
    expect(put(name)).toMatchObject({ status: 201 });
  const page = z.object({ value: z.array(z.object({ name: z.string() })), nextLink: z.string().optional() });
  const list = (more = {}) => {
    const reply = ask(market, "azure", { path: GROUP, headers, query: { ...query, ...more } });
    expect(reply.body).not.toContain("PowerState");
    return page.parse(JSON.parse(reply.body));
  };
  const first = list();
  const token = new URL(first.nextLink ?? "").searchParams.get("$skiptoken") ?? "";
  const second = list({ $skiptoken: token });
  expect([...first.value, ...second.value].map(({ name }) => name[0]).join("")).toBe("abcde");
  expect(second.nextLink).toBeUndefined();
});
