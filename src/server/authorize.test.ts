import pino from "pino";
import { describe, expect, it } from "vitest";
import type { Actor } from "@/domain/actor";
import { isAppError } from "@/domain/errors";
import { authorize } from "./authorize";
import type { Context } from "./context";

/** `authorize` must decide without the database, so this one throws when it is used. */
const noDatabase = new Proxy(Object.create(null), {
  get: () => {
    throw new Error("authorize must not read the database");
  },
});

function as(actor: Actor): Context {
  const log = pino({ level: "silent" });
  return { db: noDatabase, now: new Date("2026-11-29T10:00:00Z"), actor, requestId: "req_1", log };
}

async function refusalOf(
  actor: Actor,
  ...asked: Parameters<typeof authorize> extends [Context, ...infer Rest] ? Rest : never
) {
  const error: unknown = await authorize(as(actor), ...asked).catch((thrown: unknown) => thrown);
  return isAppError(error) ? error.code : error;
}

const anonymous: Actor = { type: "anonymous", address: null };
const viewer: Actor = {
  type: "user",
  userId: "usr_1",
  membership: { organizationId: "org_a", role: "viewer" },
};

describe("authorize", () => {
  it("lets actors pass that the table allows", async () => {
    expect(await refusalOf(anonymous, "market.read")).toBeUndefined();
    expect(
      await refusalOf({ type: "system", job: "poll-provider", organizationId: null }, "feed.poll"),
    ).toBeUndefined();
  });

  it("asks an anonymous visitor to sign in when that may help", async () => {
    expect(await refusalOf(anonymous, "held_price.refuse")).toBe("UNAUTHENTICATED");
  });

  it("forbids what signing in would not allow, and what the role of the account does not allow", async () => {
    expect(await refusalOf(anonymous, "feed.poll")).toBe("FORBIDDEN");
    expect(await refusalOf(viewer, "held_price.refuse")).toBe("FORBIDDEN");
  });

  it("forbids an object of another organization", async () => {
    const object = { type: "offer", id: "off_1", organizationId: "org_b" };
    expect(await refusalOf(viewer, "market.read", object)).toBe("FORBIDDEN");
  });
});
