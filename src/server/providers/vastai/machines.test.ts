import { describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import { type Answer, orderFor, type ReceivedRequest } from "../loopback.double";
import { firstScript } from "../machines/first-script";
import { machinesAgainst } from "../machines/loopback.double";
import { vastai } from "./offers";
import { vastOrder } from "./order";

const offer = { externalId: "88888:4x:on-demand", instanceType: "4x RTX 4090", gpuCount: 4 };
const asks = { body: { offers: [{ id: 12345678, min_bid: 0.61, dph_base: 1.2 }] } };
const isSearch = ({ path }: ReceivedRequest) => path.endsWith("/bundles/");

/** The result of a launch if the ask is found and accepting it gets this answer. */
const launch = (accept: Answer, changes = {}, destroy: Answer = { body: { success: true } }) =>
  machinesAgainst(
    {
      provider: vastai,
      answer: (received) => (isSearch(received) ? asks : received.method === "DELETE" ? destroy : accept),
    },
    (machines) => machines.launch(orderFor({ ...offer, ...changes })),
  );
const bodies = (received: ReceivedRequest[]): unknown[] =>
  received.map(({ body }) => (body === "" ? null : JSON.parse(body)));

describe("a launch", () => {
  it("searches for the machine's current ask, and accepts it with the mark as label", async () => {
    const { received, result } = await launch({ body: { success: true, new_contract: 1234568 } });
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /vastai/api/v0/bundles/",
      "PUT /vastai/api/v0/asks/12345678/",
    ]);
    expect(bodies(received)).toMatchObject([
      { machine_id: { eq: 88888 }, num_gpus: { eq: 4 }, type: "on-demand", disk_space: { gte: 50 } },
      {
        label: "gpb-test-1",
        disk: 50,
        env: { GREETING: "hello", "-p 8888:8888": "1" },
        cancel_unavail: true,
      },
    ]);
    expect(bodies(received)[1]).not.toHaveProperty("price");
    expect(result).toMatchObject({
      ok: true,
      value: { id: "1234568", mark: "gpb-test-1", state: "pending" },
    });
  });

  it("is refused before any call if the offer's id is not a machine of Vast.ai", async () => {
    const { received, result } = await launch({ body: {} }, { externalId: "1x RTX 4090:Sweden, SE" });
    expect([received.length, result]).toMatchObject([0, { ok: false, fault: "invalid" }]);
  });

  it("finds no capacity for a machine that is no longer offered", async () => {
    const { received, result } = await machinesAgainst(
      { provider: vastai, answer: () => ({ body: { offers: [] } }) },
      (machines) => machines.launch(orderFor(offer)),
    );
    expect([received.length, result]).toMatchObject([1, { ok: false, fault: "no_capacity" }]);
  });

  it("reports a key that the search does not know", async () => {
    const { result } = await machinesAgainst(
      { provider: vastai, answer: () => ({ status: 404, body: { msg: "Invalid user key" } }) },
      (machines) => machines.launch(orderFor(offer)),
    );
    expect(result).toMatchObject({ ok: false, fault: "auth" });
  });

  it.each([
    [410, { error: "no_such_ask", msg: "error 410/3907: no_such_ask" }, "no_capacity"],
    [404, { error: "invalid_args", msg: "error 404/3603: no_such_ask" }, "no_capacity"],
    [400, { error: "insufficient_credit", msg: "Your account lacks credit" }, "no_balance"],
    [400, { error: "invalid_price", msg: "" }, "invalid"],
    [403, { error: "invalid_args", msg: "Hosts can only rent their own machines." }, "invalid"],
    [401, { error: "auth_error", msg: "Invalid user key" }, "auth"],
    [200, { error: "something_new", msg: "" }, "unknown_outcome"],
    [502, "<html>", "unknown_outcome"],
    [200, "<html>", "unknown_outcome"],
  ])("refused by %i %j is %s", async (status, body, fault) => {
    const refusal = typeof body === "string" ? body : { success: false, ...body };
    const { received, result } = await launch({ status, body: refusal });
    expect(result).toMatchObject({ ok: false, fault });
    expect(received).toHaveLength(2);
  });

  it("too soon after another has an unknown outcome: the limit is reported in plain text without a retry time", async () => {
    const { result } = await launch({
      status: 429,
      body: "API requests too frequent: endpoint threshold=4.5",
    });
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome", retryAfterMs: null });
  });
});

describe("what a refused launch leaves behind", () => {
  const refused = { status: 410, body: { success: false, error: "no_such_ask", new_contract: 77 } };

  it("is destroyed before the refusal is reported", async () => {
    const { received, result } = await launch(refused, { isSpot: true });
    expect(received[2]).toMatchObject({ method: "DELETE", path: "/vastai/api/v0/instances/77/" });
    expect(result).toMatchObject({ ok: false, fault: "no_capacity" });
  });

  it.each([
    ["the owner fails", { status: 503, body: "" }],
    ["the limit is reached", { status: 429, body: "API requests too frequent: endpoint threshold=3.0" }],
    ["the owner refuses", { body: { success: false, error: "invalid_args", msg: "" } }],
  ])("makes the outcome unknown when %s to destroy it", async (_, destroy) => {
    const { result } = await launch(refused, { isSpot: true }, destroy);
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
  });
});

describe("an order", () => {
  const spot = orderFor({ ...offer, isSpot: true });

  it("bids its own amount, or otherwise the minimum bid of the ask", () => {
    expect(vastOrder({ ...spot, bidMicroUsdPerHour: microUsd(750_000) }, 0.61)).toMatchObject({
      price: 0.75,
    });
    expect(vastOrder(spot, 0.61)).toMatchObject({ price: 0.61 });
    expect(vastOrder(spot, null)).toBeNull();
  });

  it("installs its own key before its script runs", () => {
    expect(vastOrder(spot, 1)?.onstart).toBe(firstScript(spot));
    expect(vastOrder({ ...spot, sshPublicKey: null, startScript: null }, 1)?.onstart).toBe("");
  });
});

describe("an instance", () => {
  const running = {
    id: 312,
    label: "gpb-1",
    is_bid: false,
    geolocation: ", US",
    dph_total: 0.8021,
    storage_total_cost: 0.0021,
    actual_status: "running",
    cur_state: "running",
    intended_status: "running",
    next_state: "running",
    public_ipaddr: " 192.0.2.45 ",
    ssh_host: "ssh123.vast.ai",
    ssh_port: 10600,
    start_date: 1668804745.5,
    ports: { "22/tcp": [{ HostIp: "0.0.0.0", HostPort: "20000" }] },
  };
  const read = async (changes: object) => {
    const answer = () => ({ body: { instances: { ...running, ...changes } } });
    const { result } = await machinesAgainst({ provider: vastai, answer: answer }, (machines) =>
      machines.get("312"),
    );
    return result;
  };
  const contract = (cur_state: string, intended_status: string, next_state: string) => ({
    cur_state,
    intended_status,
    next_state,
  });

  it("is read with its address, price and location", async () => {
    expect(await read({})).toEqual({
      ok: true,
      value: {
        id: "312",
        mark: "gpb-1",
        state: "running",
        providerState: "running",
        publicAddress: "192.0.2.45",
        sshPort: 20000,
        endpointUrl: null,
        microUsdPerHour: 802_100,
        region: "US",
        createdAt: "2022-11-18T20:52:25.500Z",
      },
    });
  });

  it.each([[[8080, 8081]], [null], [{ "22/tcp": [] }]])(
    "without its own SSH port (%j) is reached through the proxy",
    async (ports) => {
      expect(await read({ ports })).toMatchObject({
        value: { publicAddress: "ssh123.vast.ai", sshPort: 10600 },
      });
    },
  );

  it.each([
    [{ actual_status: null }, "pending"],
    [{ actual_status: "created" }, "provisioning"],
    [{ actual_status: "loading" }, "provisioning"],
    [{ actual_status: "rebooting" }, "provisioning"],
    [{ actual_status: "frozen" }, "running"],
    [{ actual_status: "exited" }, "failed"],
    [{ actual_status: "offline" }, "failed"],
    [{ actual_status: "unknown" }, "failed"],
    [{ actual_status: "something new" }, "unknown"],
    [{ ...contract("running", "stopped", "stopped") }, "stopping"],
    [{ actual_status: "exited", ...contract("stopped", "stopped", "stopped") }, "stopped"],
    [{ actual_status: "exited", ...contract("stopped", "running", "running") }, "provisioning"],
    [{ actual_status: "created", ...contract("stopped", "stopped", "stopped") }, "stopped"],
    [{ cur_state: "unloaded" }, "terminated"],
  ])("with %j is %s", async (changes, state) => {
    expect(await read(changes)).toMatchObject({ value: { state } });
  });

  it("that was outbid is stopped and says so, and is billed for its disk", async () => {
    const outbid = { is_bid: true, actual_status: "exited", ...contract("stopped", "stopped", "stopped") };
    expect(await read(outbid)).toMatchObject({
      value: { state: "stopped", providerState: "outbid or stopped", microUsdPerHour: 2100 },
    });
  });

  it("that does not exist is gone", async () => {
    const none = await machinesAgainst(
      { provider: vastai, answer: () => ({ body: { instances: null } }) },
      ({ get }) => get("312"),
    );
    expect(none.result).toMatchObject({ ok: false, fault: "gone" });
  });

  it("may still exist if its id is refused: only an impossible id is gone", async () => {
    const refuse = () => ({
      status: 400,
      body: { success: false, error: "invalid_args", msg: "invalid instance_id" },
    });
    const ended = await machinesAgainst({ provider: vastai, answer: refuse }, async ({ terminate }) => [
      await terminate("312", null),
      await terminate("x1", null),
    ]);
    expect(ended.result).toMatchObject([{ ok: false, fault: "invalid" }, { ok: true }]);
  });
});

describe("the list of instances", () => {
  it("is read to its last page", async () => {
    const { received, result } = await machinesAgainst(
      {
        provider: vastai,
        answer: ({ query }) => {
          const at = Number(query.get("after_token") ?? 0);
          return {
            body: { instances: [{ id: at, label: `gpb-${at}` }], next_token: at < 3 ? String(at + 1) : null },
          };
        },
      },
      ({ listOurs }) => listOurs(),
    );
    expect(result).toMatchObject({ ok: true, value: [{ id: "0" }, { id: "1" }, { id: "2" }, { id: "3" }] });
    expect(received[0]?.query.get("limit")).toBe("25");
  });

  it("is an error and never incomplete if it does not end", async () => {
    const endless = () => ({ body: { instances: [{ id: 1, label: "gpb-1" }], next_token: "again" } });
    const { result } = await machinesAgainst({ provider: vastai, answer: endless }, ({ listOurs }) =>
      listOurs(),
    );
    expect(result).toMatchObject({ kind: "bad_response" });
  });
});
