import { describe, expect, it } from "vitest";
import { ask, simulatorForTest, testNow } from "../../simulator.double";

const simulator = simulatorForTest();
const headers = { authorization: "Bearer any" };
const read = (question: Parameters<typeof ask>[2]) => {
  const { status, body } = ask(simulator, "coreweave", { headers, ...question });
  return { status, body: JSON.parse(body) };
};
const path = "/v1alpha1/inference/capacityclaims/parameters";
const pools = "/_cluster.example/apis/compute.coreweave.com/v1alpha1/nodepools";
const later = new Date(testNow.getTime() + 60_000);
const manifest = (name: string, instanceType = "gd-8xh100ib-i128") => ({
  apiVersion: "compute.coreweave.com/v1alpha1",
  kind: "NodePool",
  metadata: { name, labels: { mine: name } },
  spec: { instanceType, targetNodes: 1 },
});

describe("the feed of CoreWeave", () => {
  it("names the types of each zone, and neither price nor stock", () => {
    const { zoneInstanceTypes } = read({ path }).body;
    expect(zoneInstanceTypes["US-CENTRAL-07A"]).toEqual({ instanceTypes: ["b200-8x", "cd-gp-a192-genoa"] });
    simulator.setFault({ provider: "coreweave", fault: "no_capacity", times: 1, latencyMs: 0, factor: 1 });
    expect(read({ path }).body.zoneInstanceTypes).toEqual(zoneInstanceTypes);
  });

  it.each([{ authorization: "Bearer wrong" }, { authorization: "" }])("refuses %o", (wrong) => {
    expect(read({ path, headers: wrong })).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(read({ path: pools, headers: wrong })).toMatchObject({
      status: 401,
      body: { reason: "Unauthorized" },
    });
  });
});

describe("the simulated cluster", () => {
  it("creates a pool once per name, and fills it", () => {
    const { status, body } = read({ path: pools, body: manifest("gpb-1") });
    expect([status, body.status]).toEqual([201, undefined]);
    expect(read({ path: pools, body: manifest("gpb-1") })).toMatchObject({
      status: 409,
      body: { reason: "AlreadyExists" },
    });
    expect(read({ path: `${pools}/gpb-1`, now: later }).body.status).toMatchObject({ currentNodes: 1 });
    const listed = (labelSelector: string) =>
      read({ path: pools, query: { labelSelector } }).body.items.length;
    expect([listed("mine"), listed("theirs")]).toEqual([1, 0]);
  });

  it("accepts a pool that it cannot fill, says why, and does not count it as rented", () => {
    const before = simulator.state().providers.coreweave.rented;
    read({ path: pools, body: manifest("gpb-2", "b200-8x") });
    const { status } = read({ path: `${pools}/gpb-2`, now: later }).body;
    expect(status.currentNodes).toBe(0);
    expect(status.conditions[0]).toMatchObject({ type: "Validated", status: "False", reason: "Invalid" });
    read({ path: `${pools}/gpb-2`, method: "DELETE" });
    expect(read({ path: `${pools}/gpb-2` }).status).toBe(404);
    expect(simulator.state().providers.coreweave.rented).toBe(before);
  });

  it.each([
    [{ path: pools, body: { kind: "NodePool" } }, 422, "Invalid"],
    [
      { path: `${pools}/gpb-1`, method: "PATCH", body: { spec: { targetNodes: 0 } } },
      415,
      "UnsupportedMediaType",
    ],
    [{ path: "/_cluster.example/apis/else" }, 404, "NotFound"],
  ])("refuses %j", (question, status, reason) => {
    expect(read(question)).toMatchObject({ status, body: { kind: "Status", reason } });
  });
});
