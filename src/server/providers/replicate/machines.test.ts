import { describe, expect, it } from "vitest";
import { orderFor, type ReceivedRequest } from "../loopback.double";
import { machinesAgainst } from "../machines/loopback.double";
import { replicate } from "./offers";

const version = "5a6809ca6288247d".repeat(4);
const order = (changes = {}) =>
  orderFor({ instanceType: "gpu-l40s-2x" }, { model: `meta/llama-3-8b:${version}`, ...changes });

function deployment(name = "gpb-test-1", most = 1, number = 1) {
  const configuration = { hardware: "gpu-l40s-2x", min_instances: Math.min(1, most), max_instances: most };
  const created_at = "2026-11-23T10:00:00.123456Z";
  return { owner: "acme", name, current_release: { number, created_at, configuration } };
}

const refusals: [status: number, body: unknown, fault: string][] = [
  [
    400,
    { status: 400, errors: [{ pointer: "/hardware", detail: "not a valid hardware SKU" }] },
    "no_capacity",
  ],
  [400, { status: 400, errors: [{ pointer: "/name", detail: "taken" }] }, "unknown_outcome"],
  [400, { status: 400, errors: [{ pointer: "/version", detail: "no such version" }] }, "invalid"],
  [402, { title: "Insufficient credit", status: 402 }, "no_balance"],
  [401, { title: "Unauthenticated", status: 401 }, "auth"],
  [500, "<h1>oops</h1>", "unknown_outcome"],
  [302, "", "unknown_outcome"],
  [200, "not json", "unknown_outcome"],
];

describe("a launch at Replicate", () => {
  it("creates a deployment of one instance that serves the version", async () => {
    const { received, result } = await machinesAgainst(
      { provider: replicate, answer: () => ({ body: deployment() }) },
      (machines) => machines.launch(order()),
    );
    expect(received.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ["POST", "/replicate/v1/deployments", "Bearer canary-REPLICATE_API_TOKEN"],
    ]);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      name: "gpb-test-1",
      model: "meta/llama-3-8b",
      version,
      hardware: "gpu-l40s-2x",
      min_instances: 1,
      max_instances: 1,
    });
    expect(result).toEqual({
      ok: true,
      value: {
        id: "acme/gpb-test-1",
        mark: "gpb-test-1",
        state: "running",
        providerState: "1 to 1 instances",
        publicAddress: null,
        sshPort: null,
        microUsdPerHour: null,
        region: null,
        createdAt: "2026-11-23T10:00:00.123Z",
        endpointUrl: "https://api.replicate.com/v1/deployments/acme/gpb-test-1/predictions",
      },
    });
  });

  it.each([null, "meta/llama-3-8b", `llama-3-8b:${version}`, "meta/llama-3-8b:latest", `a/b/c:${version}`])(
    "is refused before any call for the model %s",
    async (model) => {
      const { received, result } = await machinesAgainst(
        { provider: replicate, answer: () => ({ body: deployment() }) },
        (machines) => machines.launch(order({ model })),
      );
      expect([received, result]).toMatchObject([[], { ok: false, fault: "invalid" }]);
    },
  );

  it.each(refusals)("that is answered with %i %j is sent once and is %s", async (status, body, fault) => {
    const { received, result } = await machinesAgainst(
      {
        provider: replicate,
        answer: () => ({
          status,
          body,
          ...(status === 302 ? { headers: { location: "http://169.254.169.254/" } } : {}),
        }),
      },
      (machines) => machines.launch(order()),
    );
    expect(result).toMatchObject({ ok: false, fault });
    expect(received).toHaveLength(1);
  });

  it("that is throttled is sent once, and states when to look without showing the key", async () => {
    const { received, result } = await machinesAgainst(
      {
        provider: replicate,
        answer: () => ({
          status: 429,
          headers: { "retry-after": "7" },
          body: { detail: "Request was throttled." },
        }),
      },
      (machines) => machines.launch(order()),
    );
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome", retryAfterMs: 7_000 });
    expect(received).toHaveLength(1);
    expect(`${result} ${JSON.stringify(result)}`).not.toContain("canary-REPLICATE_API_TOKEN");
  });
});

describe("deployments of Replicate", () => {
  it("are stopped if no instance is allowed, and have a creation date only in their first release", async () => {
    const { result } = await machinesAgainst(
      { provider: replicate, answer: () => ({ body: deployment("gpb-1", 0, 2) }) },
      (machines) => machines.get("acme/gpb-1"),
    );
    expect(result).toMatchObject({ ok: true, value: { state: "stopped", createdAt: null } });
  });

  it.each(["..", "../a", "a/..", "a/b/c", "%2e%2e/a", "", "gpb-1", "acme/-x", "acme/a?b"])(
    "are never requested as %j, and are gone if the token is valid",
    async (id) => {
      const { received, result } = await machinesAgainst(
        {
          provider: replicate,
          answer: ({ path }) => ({
            body: path.endsWith("/account") ? { username: "acme" } : { next: null, results: [] },
          }),
        },
        (machines) => machines.get(id),
      );
      expect(received.map(({ path }) => path)).toEqual([
        "/replicate/v1/account",
        "/replicate/v1/deployments",
      ]);
      expect(result).toMatchObject({ ok: false, fault: "gone" });
    },
  );

  it("are read under the owner that Replicate returns", async () => {
    const { received } = await machinesAgainst(
      { provider: replicate, answer: () => ({ body: { ...deployment(), owner: "somebody.else" } }) },
      async (machines) => {
        const launched = await machines.launch(order());
        if (launched.ok) await machines.get(launched.value.id);
      },
    );
    expect(received.map(({ path }) => path)).toEqual([
      "/replicate/v1/deployments",
      "/replicate/v1/deployments/somebody.else/gpb-test-1",
    ]);
  });

  it("are listed page by page, using only the cursor of the next URL, wherever it leads", async () => {
    const pages: Record<string, unknown> = {
      first: { next: "http://169.254.169.254/latest?cursor=b%3D2", results: [deployment("gpb-1")] },
      "b=2": { next: null, results: [deployment("somebodys"), deployment("gpb-2", 0)] },
    };
    const { received, result } = await machinesAgainst(
      { provider: replicate, answer: ({ query }) => ({ body: pages[query.get("cursor") ?? "first"] }) },
      (machines) => machines.listOurs(),
    );
    expect(result).toMatchObject({
      ok: true,
      value: [{ id: "acme/gpb-1" }, { id: "acme/gpb-2", state: "stopped" }],
    });
    expect(received.map(({ path }) => path)).toEqual(Array(2).fill("/replicate/v1/deployments"));
  });

  it("are an error, not a partial list, if the pages never end", async () => {
    const { received, result } = await machinesAgainst(
      {
        provider: replicate,
        answer: () => ({
          body: { next: "https://api.replicate.com/v1/deployments?cursor=more", results: [] },
        }),
      },
      (machines) => machines.listOurs(),
    );
    expect(result).toMatchObject({ kind: "bad_response" });
    expect(received).toHaveLength(2);
  });
});

describe("ending a deployment of Replicate", () => {
  const ending = (answers: (received: ReceivedRequest) => { status?: number; body: unknown }) =>
    machinesAgainst({ provider: replicate, answer: answers }, (machines) =>
      machines.terminate("acme/gpb-1", null),
    );
  const verbs = (received: ReceivedRequest[]) => received.map(({ method }) => method);

  it("removes its instances first, and succeeds even if the deployment cannot be deleted yet", async () => {
    const { received, result } = await ending(({ method }) =>
      method === "DELETE"
        ? { status: 400, body: { title: "in use", status: 400 } }
        : { body: deployment("gpb-1") },
    );
    expect(verbs(received)).toEqual(["GET", "PATCH", "DELETE", "GET"]);
    expect(JSON.parse(received[1]?.body ?? "")).toEqual({ min_instances: 0, max_instances: 0 });
    expect(result).toEqual({ ok: true, value: "ending" });
  });

  it("deletes an offline deployment without a new release", async () => {
    const { received, result } = await ending(({ method }) =>
      method === "DELETE" ? { status: 204, body: "" } : { body: deployment("gpb-1", 0) },
    );
    expect(verbs(received)).toEqual(["GET", "DELETE", "GET"]);
    expect(result).toEqual({ ok: true, value: "ending" });
  });

  it("fails if its instances could not be removed", async () => {
    const { received, result } = await ending(({ method }) =>
      method === "PATCH"
        ? { status: 400, body: { title: "no", status: 400 } }
        : { body: deployment("gpb-1") },
    );
    expect(verbs(received)).toEqual(["GET", "PATCH"]);
    expect(result).toMatchObject({ ok: false, fault: "invalid" });
  });

  it.each([
    ["acme", { ok: true, value: "ended" }],
    ["someone-else", { ok: false, fault: "auth" }],
  ])("that is not found with a token of %s results in %j", async (username, outcome) => {
    const { received, result } = await ending(({ path }) =>
      path.endsWith("/account")
        ? { body: { username } }
        : path.endsWith("/deployments")
          ? { body: { next: null, results: [] } }
          : { status: 404, body: { title: "Not found", status: 404 } },
    );
    expect(received.map(({ path }) => path)).toContain("/replicate/v1/account");
    expect(result).toMatchObject(outcome);
  });

  it("has an unknown outcome if the deletion itself failed", async () => {
    const { result } = await ending(({ method }) =>
      method === "DELETE" ? { status: 500, body: "" } : { body: deployment("gpb-1", 0) },
    );
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
  });
});
