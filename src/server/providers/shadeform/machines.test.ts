import { describe, expect, it } from "vitest";
import { orderFor, type ReceivedRequest } from "../loopback.double";
import { firstScript } from "../machines/first-script";
import { machinesAgainst } from "../machines/loopback.double";
import { shadeform } from "./offers";

const offer = {
  externalId: "hyperstack:A6000:canada-1",
  instanceType: "hyperstack A6000",
  region: "canada-1",
};
const id = "d290f1ee-6c54-4b01-90e6-d701748f0851";
const instance = {
  id,
  name: "gpb-test-1",
  status: "active",
  ip: "1.0.0.1",
  ssh_port: 2222,
  region: "canada-1",
  hourly_price: 210,
  created_at: "2016-08-29T09:12:33.001Z",
  deleted_at: "0001-01-01T00:00:00Z",
};
const launch = (answer: { status?: number; body: unknown }, changes = {}, order = {}) =>
  machinesAgainst({ provider: shadeform, answer: () => answer }, (machines) =>
    machines.launch(orderFor({ ...offer, ...changes }, order)),
  );
const bodyOf = (received: ReceivedRequest[]): unknown => JSON.parse(received[0]?.body ?? "null");

describe("a launch", () => {
  it("contains cloud, type and region as listed, the mark as its name and the encoded script", async () => {
    const { received, result } = await launch({ body: { id } });
    expect(received[0]).toMatchObject({ method: "POST", path: "/shadeform/v1/instances/create" });
    expect(received[0]?.headers["x-api-key"]).toBe("canary-SHADEFORM_API_KEY");
    expect(bodyOf(received)).toEqual({
      cloud: "hyperstack",
      region: "canada-1",
      shade_instance_type: "A6000",
      shade_cloud: true,
      name: "gpb-test-1",
      launch_configuration: {
        type: "script",
        script_configuration: {
          base64_script: Buffer.from(firstScript(orderFor({})) ?? "").toString("base64"),
        },
      },
    });
    expect(result).toMatchObject({ ok: true, value: { id, mark: "gpb-test-1", state: "pending" } });
  });

  it("without a script runs the image itself", async () => {
    const { received } = await launch({ body: { id } }, {}, { startScript: null, sshPublicKey: null });
    expect(bodyOf(received)).toMatchObject({
      launch_configuration: {
        type: "docker",
        docker_configuration: {
          image: "pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime",
          envs: [{ name: "GREETING", value: "hello" }],
          port_mappings: [{ host_port: 8888, container_port: 8888 }],
        },
      },
    });
  });

  it("is refused before any call with a key but no script to install it", async () => {
    const { received, result } = await launch({ body: { id } }, {}, { startScript: null });
    expect([received.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
  });

  it.each([
    { externalId: "hyperstack:A6000:nowhere", region: null },
    { externalId: "hyperstack:A6000:canada-1:spot", isSpot: true },
    { externalId: "1x A6000 hyperstack" },
    { externalId: "hyperstack:A6000:canada-1", region: "elsewhere" },
  ])("of %j makes no call", async (changes) => {
    const { received, result } = await launch({ body: { id } }, changes);
    expect([received.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
  });

  it.each([
    [
      409,
      { error_code: "OUT_OF_STOCK", error: "The instance type [H100] is not available in the region [x]" },
      "no_capacity",
    ],
    [409, { error_code: "INSUFFICIENT_FUNDS", error: "Balance must be a minimum of $5" }, "no_balance"],
    [409, { error_code: "SOMETHING_NEW", error: "" }, "unknown_outcome"],
    [401, { code: "UNAUTHORIZED", message: "Invalid API key" }, "auth"],
    [404, { code: "NOT_FOUND", message: "no such type" }, "unknown_outcome"],
    [500, { error: "boom" }, "unknown_outcome"],
    [200, { success: true }, "unknown_outcome"],
  ])("answered by %i %j is %s", async (status, body, fault) => {
    expect((await launch({ status, body })).result).toMatchObject({ ok: false, fault });
  });
});

describe("an instance", () => {
  const read = async (changes: object) => {
    const answer = () => ({
      body: {
        instances: [
          { ...instance, ...changes },
          { ...instance, name: "theirs" },
        ],
      },
    });
    const { result } = await machinesAgainst({ provider: shadeform, answer: answer }, ({ listOurs }) =>
      listOurs(),
    );
    return result;
  };

  it("is read with its address, its port for ssh and its price in cents", async () => {
    expect(await read({})).toEqual({
      ok: true,
      value: [
        {
          id,
          mark: "gpb-test-1",
          state: "running",
          providerState: "active",
          publicAddress: "1.0.0.1",
          sshPort: 2222,
          endpointUrl: null,
          microUsdPerHour: 2_100_000,
          region: "canada-1",
          createdAt: "2016-08-29T09:12:33.001Z",
        },
      ],
    });
  });

  it.each([
    ["creating", "pending"],
    ["pending_provider", "provisioning"],
    ["pending", "provisioning"],
    ["error", "failed"],
    ["deleting", "stopping"],
    ["deleted", "terminated"],
    ["something_new", "unknown"],
  ])("that is %s is %s", async (status, state) => {
    expect(await read({ status })).toMatchObject({ value: [{ state, providerState: status }] });
  });

  it("that has no address yet has no port either", async () => {
    expect(await read({ ip: "" })).toMatchObject({ value: [{ publicAddress: null, sshPort: null }] });
  });

  it("is terminated by a call without a body", async () => {
    const { received, result } = await machinesAgainst(
      {
        provider: shadeform,
        answer: ({ method }) =>
          method === "POST" ? { body: "" } : { body: { ...instance, status: "deleting" } },
      },
      ({ terminate }) => terminate(id, null),
    );
    expect(received[0]).toMatchObject({
      method: "POST",
      path: `/shadeform/v1/instances/${id}/delete`,
      body: "",
    });
    expect(result).toEqual({ ok: true, value: "ending" });
  });
});
