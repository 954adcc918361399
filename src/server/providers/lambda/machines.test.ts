import { describe, expect, it } from "vitest";
import { orderFor } from "../loopback.double";
import { cloudInit } from "../machines/cloud-init";
import { machinesAgainst } from "../machines/loopback.double";
import { lambda } from "./offers";

const offer = { instanceType: "gpu_1x_a10", region: "us-west-1" };
const launch = (answer: { status?: number; body: unknown }, changes = {}) =>
  machinesAgainst({ provider: lambda, answer: () => answer }, (machines) =>
    machines.launch(orderFor({ ...offer, ...changes })),
  );
const error = (code: string) => ({ error: { code, message: "No.", suggestion: "Try again." } });

describe("a launch at Lambda", () => {
  it("names the account's key, and passes the order's own key and the script to cloud-init", async () => {
    const { received, result } = await launch({ body: { data: { instance_ids: ["0920582c"] } } });
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      region_name: "us-west-1",
      instance_type_name: "gpu_1x_a10",
      name: "gpb-test-1",
      ssh_key_names: ["canary-LAMBDA_SSH_KEY_NAME"],
      file_system_names: [],
      user_data: cloudInit(orderFor({})),
    });
    expect(result).toMatchObject({
      ok: true,
      value: { id: "0920582c", mark: "gpb-test-1", region: "us-west-1" },
    });
  });

  it("is refused before any call without a region", async () => {
    const { received, result } = await launch({ body: {} }, { region: null });
    expect([received.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
  });

  it.each([
    [400, "instance-operations/launch/insufficient-capacity", "no_capacity"],
    [400, "instance-operations/launch/file-system-in-wrong-region", "invalid"],
    [400, "global/quota-exceeded", "quota"],
    [400, "global/invalid-parameters", "invalid"],
    [401, "global/invalid-api-key", "auth"],
    [403, "global/account-inactive", "auth"],
    // A size or a key that does not exist; it does not refer to a machine.
    [404, "global/object-does-not-exist", "invalid"],
    [500, "global/internal-error", "unknown_outcome"],
    [400, "provider/internal-unavailable", "unknown_outcome"],
  ])("refused by %i %s is %s", async (status, code, fault) => {
    expect((await launch({ status, body: error(code) })).result).toMatchObject({ ok: false, fault });
  });

  it("has an unknown outcome if the answer lists two machines for one", async () => {
    const { result } = await launch({ body: { data: { instance_ids: ["a", "b"] } } });
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
  });
});

it("an invalid price becomes unknown, and the machine is still read", async () => {
  const instance = (price_cents_per_hour: number) => ({
    id: "a",
    name: "gpb-1",
    status: "active",
    ip: "198.51.100.2",
    region: { name: "us-west-1" },
    instance_type: { price_cents_per_hour },
  });
  const { result } = await machinesAgainst(
    { provider: lambda, answer: () => ({ body: { data: [instance(75), instance(1e300)] } }) },
    ({ listOurs }) => listOurs(),
  );
  expect(result).toMatchObject({ value: [{ microUsdPerHour: 750_000 }, { microUsdPerHour: null }] });
});
