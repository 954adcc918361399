import { describe, expect, it } from "vitest";
import { orderFor, type ReceivedRequest } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { verda } from "./offers";

const plainOrder = orderFor(
  { instanceType: "type-1", region: "somewhere" },
  { mark: "gpb-0001", diskGib: 100, sshPublicKey: null },
);
const token = { body: { access_token: "the.token" } };
const instance = {
  id: "i-1",
  hostname: "gpb-0001",
  status: "running",
  ip: "198.51.100.4",
  location: "FIN-03",
  price_per_hour: 3.95,
  currency: "usd",
  created_at: "2026-11-23T10:00:00Z",
  os_volume_id: "volume-1",
  startup_script_id: "script-1",
};
const settings = { VERDA_SSH_KEY_ID: "key-1" };
const calls = (received: ReceivedRequest[]) =>
  received.map(({ method, path }) => `${method} ${path.slice("/verda/v1".length)}`);
const bodyOf = (received: ReceivedRequest[], call: string) =>
  JSON.parse(received[calls(received).indexOf(call)]?.body ?? "null");
type Reply = { status?: number; body?: unknown };

/** Answers by "METHOD /path". All other calls succeed with an empty response. */
const replying = (replies: Record<string, Reply>) => (received: ReceivedRequest) =>
  replies[calls([received])[0] ?? ""] ?? (received.path.endsWith("/oauth2/token") ? token : {});
const refusing = (status: number, code: string, message: string): Reply => ({
  status,
  body: { code, message },
});

describe("launching at Verda", () => {
  const stored = { "POST /scripts": { status: 201, body: "script-1" } };

  it("stores the start script, then sends the order, and reads the id from plain text", async () => {
    const answer = replying({ ...stored, "POST /instances": { status: 202, body: "i-1\n" } });
    const { received, result } = await machinesAgainst(
      { provider: verda, answer, secrets: settings },
      (machines) => machines.launch(plainOrder),
    );
    expect(calls(received)).toEqual(["POST /oauth2/token", "POST /scripts", "POST /instances"]);
    expect(received.slice(1).map(({ headers }) => headers.authorization)).toEqual(
      Array(2).fill("Bearer the.token"),
    );
    expect(bodyOf(received, "POST /scripts")).toEqual({ name: "gpb-0001", script: plainOrder.startScript });
    expect(bodyOf(received, "POST /instances")).toMatchObject({
      hostname: "gpb-0001",
      startup_script_id: "script-1",
      ssh_key_ids: ["key-1"],
      is_spot: false,
      location_code: "somewhere",
      contract: "PAY_AS_YOU_GO",
      os_volume: { name: "gpb-0001", size: 100 },
    });
    expect(result).toMatchObject({ ok: true, value: { id: "i-1", mark: "gpb-0001", state: "pending" } });
  });

  it("requests that a spot instance's disk is deleted when the instance is reclaimed", async () => {
    const answer = replying({ ...stored, "POST /instances": { status: 202, body: '"i-1"' } });
    const offer = { ...plainOrder.offer, isSpot: true, instanceType: "1V100.6V" };
    const { received, result } = await machinesAgainst(
      { provider: verda, answer, secrets: settings },
      (machines) => machines.launch({ ...plainOrder, offer }),
    );
    expect(bodyOf(received, "POST /instances")).toMatchObject({
      is_spot: true,
      contract: "SPOT",
      image: "2088da25-bb0d-41cc-a191-dccae45d96fd",
      os_volume: { on_spot_discontinue: "delete_permanently" },
    });
    expect(result).toMatchObject({ ok: true, value: { id: "i-1" } });
  });

  it.each([
    [503, "service_unavailable", "Not enough resources to deploy 1H100 at the moment.", "no_capacity"],
    [402, "insufficient_funds", "Not enough funds", "no_balance"],
    [400, "invalid_request", "Invalid instance type", "invalid"],
    [404, "not_found", "Not found", "invalid"],
  ])("%i %s %j is %s, and the script is removed again", async (status, code, message, fault) => {
    const answer = replying({ ...stored, "POST /instances": refusing(status, code, message) });
    const { received, result } = await machinesAgainst(
      { provider: verda, answer, secrets: settings },
      (machines) => machines.launch(plainOrder),
    );
    expect(result).toEqual({ ok: false, fault, providerText: `${code}: ${message}` });
    expect(calls(received).at(-1)).toBe("DELETE /scripts/script-1");
  });

  it("keeps the script if the outcome of the order is unknown", async () => {
    const answer = replying({ ...stored, "POST /instances": refusing(500, "server_error", "Oops") });
    const { received, result } = await machinesAgainst(
      { provider: verda, answer, secrets: settings },
      (machines) => machines.launch(plainOrder),
    );
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
    expect(calls(received).at(-1)).toBe("POST /instances");
  });

  it("reports the refusal even if the script cannot be removed", async () => {
    const answer = replying({
      ...stored,
      "POST /instances": refusing(503, "service_unavailable", "Not enough resources"),
      "DELETE /scripts/script-1": { status: 429, body: { code: "too_many", message: "slow down" } },
    });
    const { result } = await machinesAgainst({ provider: verda, answer, secrets: settings }, (machines) =>
      machines.launch(plainOrder),
    );
    expect(result).toMatchObject({ ok: false, fault: "no_capacity" });
  });

  it("does not take an outage for a lack of capacity: both have the same status and code", async () => {
    const outage = refusing(503, "service_unavailable", "Service temporarily unavailable");
    const { result } = await machinesAgainst(
      { provider: verda, answer: replying({ ...stored, "POST /instances": outage }), secrets: settings },
      (machines) => machines.launch(plainOrder),
    );
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
  });

  it("does not accept a web page as an id", async () => {
    const answer = replying({ ...stored, "POST /instances": { status: 200, body: "<html>sign in</html>" } });
    const { result } = await machinesAgainst({ provider: verda, answer, secrets: settings }, (machines) =>
      machines.launch(plainOrder),
    );
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
  });
});

describe("ending an instance of Verda", () => {
  it("also deletes its disk, which would otherwise still be billed, and removes its script", async () => {
    const answer = replying({
      "GET /instances/i-1": { body: instance },
      "PUT /instances": { status: 202, body: "" },
    });
    const { received, result } = await machinesAgainst({ provider: verda, answer }, (machines) =>
      machines.terminate("i-1", null),
    );
    expect(result).toEqual({ ok: true, value: "ending" });
    expect(calls(received).slice(1)).toEqual([
      "GET /instances/i-1",
      "PUT /instances",
      "DELETE /scripts/script-1",
      "POST /oauth2/token",
      "GET /instances/i-1",
    ]);
    expect(bodyOf(received, "PUT /instances")).toEqual({
      id: ["i-1"],
      action: "delete",
      volume_ids: ["volume-1"],
      delete_permanently: true,
    });
  });

  it.each([
    ["Can't discontinue a provisioning instance", { ok: false, fault: "unknown_outcome" }],
    ["Can't discontinue a discontinued instance", { ok: true, value: "ended" }],
    ["Invalid instance id", { ok: true, value: "ended" }],
    ["Something else", { ok: false, fault: "invalid" }],
  ])("answered by %j results in %o", async (message, outcome) => {
    let wasAsked = false;
    const { received, result } = await machinesAgainst(
      {
        provider: verda,
        answer: (request) => {
          const status = wasAsked ? "discontinued" : "running";
          wasAsked ||= request.method === "PUT";
          return replying({
            "GET /instances/i-1": { body: { ...instance, status } },
            "PUT /instances": refusing(400, "invalid_request", message),
          })(request);
        },
      },
      (machines) => machines.terminate("i-1", null),
    );
    expect(result).toMatchObject(outcome);
    expect(calls(received)).not.toContain("DELETE /scripts/script-1");
  });
});

describe("an instance of Verda", () => {
  it.each([
    ["ordered", "pending"],
    ["restoring", "provisioning"],
    ["hibernating", "stopping"],
    ["offline", "stopped"],
    ["error", "failed"],
    ["discontinued", "terminated"],
    ["dreaming", "unknown"],
  ])("that is %j is %s", async (status, state) => {
    const answer = replying({ "GET /instances/i-1": { body: { ...instance, status } } });
    const { result } = await machinesAgainst({ provider: verda, answer }, (machines) => machines.get("i-1"));
    expect(result).toMatchObject({ ok: true, value: { state, providerState: status } });
  });

  it.each([
    ["usd", 3_950_000],
    ["eur", null],
    [undefined, null],
  ])("priced in %s costs %o micro-dollars an hour", async (currency, microUsdPerHour) => {
    const answer = replying({ "GET /instances/i-1": { body: { ...instance, currency } } });
    const { result } = await machinesAgainst({ provider: verda, answer }, (machines) => machines.get("i-1"));
    expect(result).toMatchObject({ ok: true, value: { microUsdPerHour } });
  });
});
