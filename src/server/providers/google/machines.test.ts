import { describe, expect, it } from "vitest";
import { failed, INSTANCE_ID, instance, machinesOnGoogle, refusal, running } from "./google.double";

describe("an instance of Compute Engine", () => {
  const gone = refusal(
    404,
    "notFound",
    `The resource 'projects/my-project/zones/us-central1-a/instances/x' was not found`,
  );

  it.each([
    ["STAGING", "provisioning"],
    ["RUNNING", "running"],
    ["STOPPING", "stopping"],
    ["TERMINATED", "stopped"],
    ["SUSPENDED", "stopped"],
    ["REPAIRING", "provisioning"],
  ])("that is %s is %s", async (status, state) => {
    const networkInterfaces = [{ accessConfigs: [{ natIP: "192.0.2.44" }] }];
    const { result } = await machinesOnGoogle(
      () => ({ body: instance("gpb-test-1-vm", { status, networkInterfaces }) }),
      (machines) => machines.get(INSTANCE_ID),
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        id: INSTANCE_ID,
        mark: "gpb-test-1",
        state,
        providerState: status,
        publicAddress: "192.0.2.44",
        sshPort: 22,
        region: "us-central1",
        createdAt: "2026-11-23T10:00:00.000Z",
      },
    });
  });

  it("that could not be created has failed, with the reason from its operation; any other is gone", async () => {
    const targetLink =
      "https://www.googleapis.com/compute/v1/projects/my-project/zones/us-central1-a/instances/gpb-test-1-vm";
    const get = async (items: unknown[]) =>
      (
        await machinesOnGoogle(
          ({ path }) =>
            path.endsWith("/operations") ? { body: { kind: "compute#operationList", items } } : gone,
          (machines) => machines.get(INSTANCE_ID),
        )
      ).result;
    const broken = failed("ZONE_RESOURCE_POOL_EXHAUSTED");
    expect(await get([{ ...broken, targetLink }])).toMatchObject({
      ok: true,
      value: {
        id: INSTANCE_ID,
        mark: "gpb-test-1",
        state: "failed",
        providerState: expect.stringContaining("ZONE_RESOURCE_POOL_EXHAUSTED"),
      },
    });
    for (const items of [
      [],
      [{ ...running, status: "DONE", targetLink }],
      [{ ...broken, targetLink: `${targetLink}-2` }],
    ])
      expect(await get(items)).toMatchObject({ ok: false, fault: "gone" });
  });

  it("is not gone just because the project is unknown", async () => {
    const { result } = await machinesOnGoogle(
      () => refusal(404, "notFound", "The resource 'projects/my-project' was not found"),
      (machines) => machines.get(INSTANCE_ID),
    );
    expect(result).toMatchObject({ ok: false, fault: "invalid" });
  });

  it("of ours is found on any page and in any zone", async () => {
    const kind = "compute#instanceAggregatedList";
    const { received, result } = await machinesOnGoogle(
      ({ query }) =>
        query.has("pageToken")
          ? { body: { kind, items: { "zones/us-central1-a": { instances: [instance("b-vm")] } } } }
          : {
              body: {
                kind,
                items: {
                  "zones/us-central1-a": { instances: [instance("a-vm"), instance("x", { labels: {} })] },
                  "zones/us-east1-b": { warning: { code: "NO_RESULTS_ON_PAGE" } },
                },
                nextPageToken: "more",
              },
            },
      (machines) => machines.listOurs(),
    );
    expect(result).toMatchObject({
      ok: true,
      value: [{ id: "us-central1-a/a-vm" }, { id: "us-central1-a/b-vm" }],
    });
    expect(received[0]?.query.get("filter")).toBe("labels.gpubroker-mark:*");
  });

  it("is never missing from a list without an error", async () => {
    const kind = "compute#instanceAggregatedList";
    for (const body of [
      { kind, nextPageToken: "more" },
      { kind, items: {}, unreachables: ["zones/us-east1-b"] },
      {},
    ]) {
      const { result } = await machinesOnGoogle(
        () => ({ body }),
        (machines) => machines.listOurs(),
      );
      expect(result).toBeInstanceOf(Error);
    }
  });

  it("that finds no capacity on restart says so", async () => {
    const begun = {
      ...running,
      targetLink: `https://x/projects/p/zones/${INSTANCE_ID.replace("/", "/instances/")}`,
    };
    const { result } = await machinesOnGoogle(
      ({ path }) =>
        path.endsWith("/wait") ? { body: failed("ZONE_RESOURCE_POOL_EXHAUSTED") } : { body: begun },
      async (machines) => [await machines.stop?.(INSTANCE_ID), await machines.start?.(INSTANCE_ID)],
    );
    expect(result).toMatchObject([{ ok: true }, { ok: false, fault: "no_capacity" }]);
  });
});
