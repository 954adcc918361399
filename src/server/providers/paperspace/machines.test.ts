import { describe, expect, it } from "vitest";
import { orderFor } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { paperspace } from "./offers";

const plainOrder = orderFor(
  { instanceType: "type-1", region: "somewhere" },
  { mark: "gpb-0001", diskGib: 100, sshPublicKey: null },
);
const settings = { DIGITALOCEAN_SSH_KEY_ID: "289794" };
const droplet = (id: number, more: object = {}) => ({
  id,
  name: `gpb-${id}`,
  status: "active",
  created_at: "2026-11-23T10:00:00Z",
  region: { slug: "tor1" },
  size: { price_hourly: 4.41 },
  networks: { v4: [{ ip_address: "198.51.100.3", type: "public" }] },
  ...more,
});
const orderOf = (instanceType: string, gpuCount: number) => ({
  ...plainOrder,
  offer: { ...plainOrder.offer, instanceType, gpuCount, region: "tor1" },
});

describe("launching a GPU droplet", () => {
  it.each([
    ["gpu-h100x1-80gb", 1, "gpu-h100x1-base"],
    ["gpu-l40sx1-48gb", 1, "gpu-h100x1-base"],
    ["gpu-b300x8-2304gb-spot", 8, "gpu-h100x8-base"],
    ["gpu-mi300x8-1536gb", 8, "gpu-amd-base"],
  ])("%s with %i cards asks for the image %s", async (type, count, image) => {
    const { received, result } = await machinesAgainst(
      {
        provider: paperspace,
        secrets: settings,
        answer: () => ({
          status: 202,
          body: { droplet: droplet(1, { status: "new", name: plainOrder.mark }), links: {} },
        }),
      },
      (machines) => machines.launch(orderOf(type, count)),
    );
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      name: "gpb-0001",
      region: "tor1",
      size: type,
      image,
      ssh_keys: [289_794],
      user_data: plainOrder.startScript,
    });
    expect(result).toMatchObject({
      ok: true,
      value: { id: "1", state: "provisioning", microUsdPerHour: 4_410_000, region: "tor1" },
    });
  });

  it("passes a key's fingerprint on unchanged", async () => {
    const fingerprint = "3b:16:e4:bf:8b:00:8b:b8:59:8c:a9:d3:f0:19:fa:45";
    const { received } = await machinesAgainst(
      {
        provider: paperspace,
        secrets: { DIGITALOCEAN_SSH_KEY_ID: fingerprint },
        answer: () => ({ status: 401, body: {} }),
      },
      (machines) => machines.launch(plainOrder),
    );
    expect(JSON.parse(received[0]?.body ?? "").ssh_keys).toEqual([fingerprint]);
  });

  it.each([
    [422, "unprocessable_entity", "Size is not available in this region.", "no_capacity"],
    [422, "unprocessable_entity", "creating this/these droplet(s) will exceed your droplet limit", "quota"],
    [422, "unprocessable_entity", "You specified an invalid image for Droplet creation.", "invalid"],
    [401, "unauthorized", "Unable to authenticate you", "auth"],
    [403, "forbidden", "You are not authorized to perform this operation", "auth"],
    [500, "server_error", "Size is not available in this region.", "unknown_outcome"],
  ])("%i %s %j is %s", async (status, id, message, fault) => {
    const { result } = await machinesAgainst(
      { provider: paperspace, secrets: settings, answer: () => ({ status, body: { id, message } }) },
      (machines) => machines.launch(plainOrder),
    );
    expect(result).toMatchObject({ ok: false, fault, providerText: expect.stringContaining(message) });
  });
});

describe("the list of GPU droplets", () => {
  it("is read page by page, for droplets with GPUs only, and keeps those with a mark", async () => {
    const { received, result } = await machinesAgainst(
      {
        provider: paperspace,
        answer: ({ query }) =>
          query.get("page") === "1"
            ? { body: { droplets: [droplet(1)], links: { pages: { next: "https://elsewhere.example" } } } }
            : { body: { droplets: [droplet(2), droplet(3, { name: "somebody's" })], links: {} } },
      },
      (machines) => machines.listOurs(),
    );
    expect(received.map(({ query }) => String(query))).toEqual([
      "type=gpus&per_page=200&page=1",
      "type=gpus&per_page=200&page=2",
    ]);
    expect(result).toMatchObject({ ok: true, value: [{ mark: "gpb-1" }, { mark: "gpb-2" }] });
  });

  it("that never ends is an error, not a partial list", async () => {
    const endless = { body: { droplets: [droplet(1)], links: { pages: { next: "https://more.example" } } } };
    const { result } = await machinesAgainst({ provider: paperspace, answer: () => endless }, (machines) =>
      machines.listOurs(),
    );
    expect(result).toMatchObject({ kind: "bad_response" });
  });
});

describe("a droplet that is still new", () => {
  it.each([
    ["errored", "failed"],
    ["in-progress", "provisioning"],
  ])("whose create action is %s is %s", async (status, state) => {
    const { result } = await machinesAgainst(
      {
        provider: paperspace,
        answer: ({ path }) =>
          path.endsWith("/actions")
            ? { body: { actions: [{ type: "create", status }] } }
            : { body: { droplet: droplet(7, { status: "new", networks: { v4: [] } }) } },
      },
      (machines) => machines.get("7"),
    );
    expect(result).toMatchObject({ ok: true, value: { state, publicAddress: null, sshPort: null } });
  });
});
