import { expect, it } from "vitest";
import { ask, simulatorForTest, testNow } from "../../simulator.double";

const simulator = simulatorForTest();
const headers = { authorization: "Bearer any" };
const read = (question: Parameters<typeof ask>[2]) => {
  const { status, body } = ask(simulator, "vultr", { headers, ...question });
  return { status, body: body === "" ? null : JSON.parse(body) };
};
const later = new Date(testNow.getTime() + 60_000);

it("bare metal is rented, shown without a power state, and apart from virtual machines", () => {
  const { plans_metal } = read({ path: "/v2/plans-metal" }).body;
  const { id: plan, locations } = plans_metal.find(
    (one: { id: string; locations: string[] }) => one.id.includes("-gpu") && one.locations.length > 0,
  );
  const order = { region: locations[0], plan, label: "gpb-1", image_id: "docker" };
  expect(read({ path: "/v2/instances", body: { ...order, os_id: 1743 } }).status).toBe(400);
  const { status, body } = read({ path: "/v2/bare-metals", body: order });
  expect([status, body.bare_metal]).toMatchObject([202, { status: "pending", main_ip: "0.0.0.0" }]);
  const { id } = body.bare_metal;
  expect(read({ path: `/v2/instances/${id}` }).status).toBe(404);
  const { bare_metal } = read({ path: `/v2/bare-metals/${id}`, now: later }).body;
  expect(bare_metal).toMatchObject({ status: "active", label: "gpb-1", plan });
  expect(bare_metal).not.toHaveProperty("power_status");
  expect(read({ path: "/v2/bare-metals" }).body.bare_metals).toHaveLength(1);
  expect(read({ path: "/v2/instances" }).body.instances).toEqual([]);
  expect(read({ path: `/v2/bare-metals/${id}`, method: "DELETE" })).toEqual({ status: 204, body: null });
});
