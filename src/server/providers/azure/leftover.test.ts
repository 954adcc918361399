import { expect, it } from "vitest";
import { orderFor } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { azure } from "./offers";

type Reply = { status?: number; body: unknown };
const order = orderFor({ instanceType: "Standard_NC24ads_A100_v4", region: "westeurope" });

const vm = (provisioningState: string, power?: string): Reply => ({
  body: {
    name: "gpb-test-1-vm",
    properties: {
      provisioningState,
      instanceView: { statuses: power ? [{ code: `PowerState/${power}` }] : [] },
    },
  },
});
const refusal = (status: number, code: string): Reply => ({ status, body: { error: { code, message: "" } } });
const missing = refusal(404, "ResourceNotFound");

/** A launch without capacity: the requests that follow, and the outcome. */
async function launch(read: Reply, removal: Reply = missing, put = refusal(409, "AllocationFailed")) {
  const replies: Record<string, Reply> = { PUT: put, GET: read, DELETE: removal };
  const { received, result } = await machinesAgainst(
    { provider: azure, answer: ({ method }) => replies[method] ?? { body: { access_token: "tok" } } },
    (machines) => machines.launch(order),
  );
  const after = received.slice(2).map(({ method, path }) => `${method} ${path.split("/").at(-1)}`);
  return { after, result };
}

const looked = "GET gpb-test-1-vm";
const removed = [looked, "DELETE gpb-test-1-vm"];

it("a launch without capacity that left nothing behind is a refusal", async () => {
  const { after, result } = await launch(missing);
  expect([after, result]).toMatchObject([[looked], { ok: false, fault: "no_capacity" }]);
});

it.each([
  ["goes", { status: 202, headers: { "azure-asyncoperation": "https://x" }, body: "" }, "no_capacity"],
  ["is answered for by somebody else", { status: 202, body: "" }, "unknown_outcome"],
  ["went meanwhile", { status: 204, body: "" }, "no_capacity"],
  ["is missed meanwhile", missing, "no_capacity"],
  ["may not be deleted", refusal(403, "AuthorizationFailed"), "unknown_outcome"],
  ["is over the rate limit", { status: 429, body: {} }, "unknown_outcome"],
  ["nobody hears of", { status: 502, body: "" }, "unknown_outcome"],
])("a failed VM that was left and %s", async (_case, removal, fault) => {
  const { after, result } = await launch(vm("Failed"), removal);
  expect([after, result]).toMatchObject([removed, { ok: false, fault }]);
});

it.each([
  ["runs", vm("Failed", "running")],
  ["is stopped", vm("Succeeded", "deallocated")],
  ["is being made", vm("Creating")],
  ["may not be read", refusal(403, "AuthorizationFailed")],
  ["nobody hears of", { status: 502, body: "" }],
])("a machine with the same mark that %s is not deleted, and the outcome is unknown", async (_case, read) => {
  const { after, result } = await launch(read);
  expect([after, result]).toMatchObject([[looked], { ok: false, fault: "unknown_outcome" }]);
});

it("a launch that is refused for another reason left nothing behind", async () => {
  const { after, result } = await launch(missing, missing, refusal(400, "InvalidParameter"));
  expect([after, result]).toMatchObject([[], { ok: false, fault: "invalid" }]);
});
