import { describe, expect, it } from "vitest";
import type { LaunchOrder } from "@/domain/pod/machine";
import { orderFor, type ReceivedRequest } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { vultr } from "./offers";

const plainOrder = orderFor(
  { instanceType: "type-1", region: "somewhere" },
  { mark: "gpb-0001", diskGib: 100, sshPublicKey: null },
);
const instance = {
  id: "i-1",
  label: "gpb-0001",
  status: "active",
  power_status: "running",
  server_status: "ok",
  main_ip: "198.51.100.5",
  region: "ewr",
  date_created: "2026-11-23T10:00:00+00:00",
};
const metal = { id: "m-1", label: "gpb-0002", status: "active", main_ip: "198.51.100.6", region: "ord" };
type Reply = { status?: number; body?: unknown };

const nameOf = ({ method, path }: ReceivedRequest) => `${method} ${path.slice("/vultr/v2".length)}`;
const empty: Record<string, Reply> = {
  "GET /instances": { body: { instances: [], meta: {} } },
  "GET /bare-metals": { body: { bare_metals: [], meta: {} } },
};
/** Answers by "METHOD /path". All other paths do not exist. */
const replying = (replies: Record<string, Reply>) => (received: ReceivedRequest) =>
  replies[nameOf(received)] ??
  empty[nameOf(received)] ?? { status: 404, body: { error: "Invalid instance.", status: 404 } };
const orderOf = (changes: Partial<LaunchOrder["offer"]>): LaunchOrder => ({
  ...plainOrder,
  offer: { ...plainOrder.offer, region: "ewr", ...changes },
});
const launch = (replies: Record<string, Reply>, changes: Partial<LaunchOrder["offer"]>) =>
  machinesAgainst({ provider: vultr, answer: replying(replies) }, (machines) =>
    machines.launch(orderOf(changes)),
  );

describe("launching at Vultr", () => {
  it.each([
    ["vcg-a100-12c-120g-80vram", "/instances", "instance", { os_id: 1743 }],
    ["vbm-112c-2048gb-8-h100-gpu", "/bare-metals", "bare_metal", { image_id: "docker" }],
  ])("orders %s at %s", async (instanceType, path, name, image) => {
    const replies = {
      [`POST ${path}`]: { status: 202, body: { [name]: { ...metal, label: "gpb-0001", status: "pending" } } },
    };
    const { received, result } = await launch(replies, { instanceType });
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      region: "ewr",
      plan: instanceType,
      label: "gpb-0001",
      ...image,
      user_data: Buffer.from("#!/bin/sh\necho ready").toString("base64"),
    });
    expect(result).toMatchObject({ ok: true, value: { id: "m-1", state: "provisioning" } });
  });

  it("refuses a preemptible machine instead of renting it at the full price", async () => {
    const { received, result } = await launch({}, { instanceType: "vbm-8-h100-gpu", isSpot: true });
    expect([received, result]).toMatchObject([[], { ok: false, fault: "invalid" }]);
  });

  const refusing = (error: string): Reply => ({ status: 400, body: { error, status: 400 } });
  const stock = (...available_plans: string[]): Reply => ({ body: { available_plans } });
  it.each([
    ["the region has none left", "Server add failed.", stock("another-plan"), "no_capacity"],
    ["the region still has some", "Server add failed.", stock("vcg-a16"), "invalid"],
    ["the region does not say", "Server add failed.", { status: 500, body: "" }, "invalid"],
    ["the region answers something else", "Server add failed.", { body: [] }, "invalid"],
    [
      "the account is at its limit",
      "Unable to place order: You have reached the maximum number of active instances for this account",
      stock(),
      "quota",
    ],
  ])("when %s, %j is that", async (_case, error, availability, fault) => {
    const replies = { "POST /instances": refusing(error), "GET /regions/ewr/availability": availability };
    const { result } = await launch(replies, { instanceType: "vcg-a16" });
    expect(result).toMatchObject({ ok: false, fault });
  });
});

describe("an id of Vultr", () => {
  const replies = {
    "GET /bare-metals/m-1": { body: { bare_metal: metal } },
    "DELETE /bare-metals/m-1": { status: 204 },
  };

  it("is searched among bare metal if no virtual machine has it", async () => {
    const { received, result } = await machinesAgainst(
      { provider: vultr, answer: replying(replies) },
      async (machines) => [
        await machines.get("m-1"),
        await machines.terminate("m-1", null),
        await machines.get("m-2"),
      ],
    );
    expect(result).toMatchObject([
      { ok: true, value: { state: "running", publicAddress: "198.51.100.6", providerState: "active" } },
      { ok: true, value: "ending" },
      { ok: false, fault: "gone" },
    ]);
    expect(received.map(nameOf).slice(0, 4)).toEqual([
      "GET /instances/m-1",
      "GET /bare-metals/m-1",
      "DELETE /instances/m-1",
      "DELETE /bare-metals/m-1",
    ]);
  });

  it("of bare metal cannot be stopped, because its state would not show it", async () => {
    const { result } = await machinesAgainst(
      { provider: vultr, answer: replying(replies) },
      async (machines) => [await machines.stop?.("m-1"), await machines.stop?.("m-2")],
    );
    expect(result).toMatchObject([
      { ok: false, fault: "invalid" },
      { ok: false, fault: "gone" },
    ]);
  });
});

it("lists both kinds to the last page, and only machines with a mark", async () => {
  const { received, result } = await machinesAgainst(
    {
      provider: vultr,
      answer: ({ path, query }) => {
        if (path.endsWith("/bare-metals")) return { body: { bare_metals: [metal], meta: {} } };
        return query.get("cursor") === "two"
          ? { body: { instances: [{ ...instance, label: "theirs" }], meta: { links: { next: "" } } } }
          : { body: { instances: [instance], meta: { links: { next: "two" } } } };
      },
    },
    (machines) => machines.listOurs(),
  );
  expect(result).toMatchObject({ ok: true, value: [{ id: "i-1" }, { id: "m-1" }] });
  expect(received).toHaveLength(3);
});

it("reports an endless list instead of returning a partial one", async () => {
  const endless = { body: { instances: [], meta: { links: { next: "more" } } } };
  const { result } = await machinesAgainst({ provider: vultr, answer: () => endless }, (machines) =>
    machines.listOurs(),
  );
  expect(result).toMatchObject({ kind: "bad_response" });
});

it.each([
  [{ status: "pending", server_status: "none", main_ip: "0.0.0.0" }, "provisioning"],
  [{ server_status: "installingbooting" }, "provisioning"],
  [{ power_status: "stopped" }, "stopped"],
  [{ status: "suspended" }, "stopped"],
  [{ status: "failed" }, "failed"],
  [{ status: "strange" }, "unknown"],
])("a machine with %o is %s", async (changes, state) => {
  const { result } = await machinesAgainst(
    { provider: vultr, answer: () => ({ body: { instance: { ...instance, ...changes } } }) },
    (machines) => machines.get("i-1"),
  );
  expect(result).toMatchObject({ ok: true, value: { state } });
  if ("main_ip" in changes) expect(result).toMatchObject({ value: { publicAddress: null, sshPort: null } });
});
