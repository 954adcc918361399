import { beforeAll, expect, it, vi } from "vitest";
import type { Actor } from "@/domain/actor";
import { type Context, requestContext } from "./context";
import { limitCalls } from "./rate-limit";

beforeAll(() => {
  // Settings are read once a process, at the first call.
  vi.stubEnv("DATABASE_URL", "postgresql://u@127.0.0.1:5432/app");
  vi.stubEnv("ANONYMOUS_CALLS_PER_MINUTE", "2");
});

/** Each call is a new request with an id of its own. */
function callAs(actor: Actor): Promise<void> {
  const ctx: Context = { ...requestContext(new Headers()), actor };
  return limitCalls(ctx);
}

const inA = { organizationId: "org_a" };
const callers: [string, Actor, Actor][] = [
  [
    "an address",
    { type: "anonymous", address: "198.51.100.1" },
    { type: "anonymous", address: "198.51.100.2" },
  ],
  [
    "a user",
    { type: "user", userId: "usr_1", membership: null },
    { type: "user", userId: "usr_2", membership: null },
  ],
  ["a key", { type: "apiKey", keyId: "key_1", ...inA }, { type: "apiKey", keyId: "key_2", ...inA }],
  [
    "the key of an agent",
    { type: "agent", agentId: "agt_1", keyId: "key_3", ...inA },
    { type: "agent", agentId: "agt_1", keyId: "key_4", ...inA },
  ],
  [
    "a person of the platform",
    { type: "staff", userId: "usr_3", role: "operator", reason: "support", organizationId: null },
    { type: "staff", userId: "usr_4", role: "operator", reason: "support", organizationId: null },
  ],
  [
    "a gateway for an organization",
    { type: "webhook", gateway: "stripe", eventId: "evt_1", ...inA },
    { type: "webhook", gateway: "stripe", eventId: "evt_1", organizationId: "org_b" },
  ],
  [
    "a job",
    { type: "system", job: "a", organizationId: null },
    { type: "system", job: "b", organizationId: null },
  ],
];

it.each(callers)("counts every request against %s, and not against another one", async (_, actor, other) => {
  await callAs(actor);
  await callAs(actor);
  await expect(callAs(actor)).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  await expect(callAs(other)).resolves.toBeUndefined();
});

it("counts a user and a key of the same id apart", async () => {
  for (let call = 0; call < 2; call += 1) {
    await callAs({ type: "user", userId: "same", membership: null });
    await callAs({ type: "apiKey", keyId: "same", ...inA });
  }
});

it("refuses an actor of a kind that it does not know", async () => {
  await expect(callAs(stranger())).rejects.toThrow("unknown kind");
});

/** An actor that only a version with another kind of actor could make; the cast is the point of the test. */
function stranger(): Actor {
  return { type: "robot" } as unknown as Actor;
}
