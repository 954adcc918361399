import { describe, expect, it } from "vitest";
import { type Actor, organizationOf } from "./actor";
import { type ActedOn, type Action, decide, type Grantee, grantees, permissions } from "./permissions";

const actors: Record<Grantee, Actor> = {
  anonymous: { type: "anonymous", address: null },
  user: { type: "user", userId: "usr_1", membership: null },
  owner: { type: "user", userId: "usr_1", membership: { organizationId: "org_a", role: "owner" } },
  admin: { type: "user", userId: "usr_1", membership: { organizationId: "org_a", role: "admin" } },
  member: { type: "user", userId: "usr_1", membership: { organizationId: "org_a", role: "member" } },
  viewer: { type: "user", userId: "usr_1", membership: { organizationId: "org_a", role: "viewer" } },
  apiKey: { type: "apiKey", keyId: "key_1", organizationId: "org_a" },
  agent: { type: "agent", agentId: "agent_1", keyId: "key_1", organizationId: "org_a" },
  webhook: { type: "webhook", gateway: "stripe", eventId: "evt_1", organizationId: null },
  superadmin: { type: "staff", userId: "usr_2", role: "superadmin", reason: "asked", organizationId: null },
  operator: { type: "staff", userId: "usr_2", role: "operator", reason: "asked", organizationId: null },
  auditor: { type: "staff", userId: "usr_2", role: "auditor", reason: "asked", organizationId: null },
  system: { type: "system", job: "test", organizationId: null },
};
const actions = Object.keys(permissions).filter((name): name is Action => Object.hasOwn(permissions, name));

/** A value from outside, where no type holds. */
function forged(actor: object): Actor {
  return actor as Actor;
}

const allowed = (actor: Actor, action: string, object: ActedOn | null = null) =>
  decide(actor, action, object).isAllowed;

describe("permissions", () => {
  it.each(actions)("%s is open to whom the table names, and to nobody else", (action) => {
    const open = grantees.filter((grantee) => allowed(actors[grantee], action));
    const { granted } = permissions[action];
    expect(open).toEqual(grantees.filter((grantee) => granted.some((named) => named === grantee)));
  });

  it.each(actions)("%s is a noun and a verb, says what it means, and is granted to someone", (action) => {
    const { meaning, granted } = permissions[action];
    expect(action).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(granted.length).toBeGreaterThan(0);
  });

  it("only people of the platform change its mode or judge a price", () => {
    const people = ["superadmin", "operator", "auditor"];
    for (const action of ["platform.set_mode", "held_price.confirm", "held_price.refuse"] as const)
      expect(people).toEqual(expect.arrayContaining([...permissions[action].granted]));
  });

  it("an auditor changes nothing", () => {
    const changing = actions.filter((action) => permissions[action].recorded.kind !== "none");
    expect(changing.filter((action) => allowed(actors.auditor, action))).toEqual([]);
  });
});

describe("decide", () => {
  it.each(["market.delete", "", "toString", "__proto__"])(
    "refuses the unknown action %j to everyone",
    (action) => {
      for (const actor of Object.values(actors))
        expect(decide(actor, action, null)).toMatchObject({ isAllowed: false, why: "unknown action" });
    },
  );

  it.each([
    ["an unknown kind", { type: "robot" }],
    ["a kind that is the name of a role", { type: "superadmin" }],
    [
      "a role of the platform as one of an organization",
      { type: "user", membership: { role: "superadmin" } },
    ],
    ["a role of an organization as one of the platform", { type: "staff", role: "owner", reason: "asked" }],
  ])("refuses %s", (_what, actor) => {
    expect(allowed(forged(actor), "market.read")).toBe(false);
  });

  it("lets people of the platform act for the organization they have entered, and for no other", () => {
    const object = { type: "offer", id: "off_1", organizationId: "org_a" };
    const staff = (organizationId: string | null): Actor => ({
      type: "staff",
      userId: "usr_2",
      role: "superadmin",
      reason: "asked",
      organizationId,
    });
    expect(allowed(staff("org_a"), "market.read", object)).toBe(true);
    expect(decide(staff("org_b"), "market.read", object)).toMatchObject({ why: "another organization" });
    expect(decide(staff(null), "market.read", object)).toMatchObject({ why: "another organization" });
  });

  it.each(grantees)("%s does not reach into another organization", (grantee) => {
    const object = { type: "offer", id: "off_1", organizationId: "org_other" };
    expect(decide(actors[grantee], "market.read", object)).toMatchObject({ why: "another organization" });
  });

  it.each(["", "   "])(
    "asks staff for a reason for what is audited, not for reading; %j is none",
    (reason) => {
      const staff: Actor = {
        type: "staff",
        userId: "usr_2",
        role: "superadmin",
        reason,
        organizationId: null,
      };
      expect(decide(staff, "platform.set_mode", null)).toMatchObject({ why: "no reason given" });
      expect(allowed(staff, "market.read")).toBe(true);
    },
  );

  it("says that signing in may help only to those who have not, and only where people are allowed", () => {
    const helps = (actor: Actor, action: Action) => decide(actor, action, null);
    expect(helps(actors.anonymous, "held_price.refuse")).toMatchObject({ signInHelps: true });
    expect(helps(actors.anonymous, "feed.poll")).toMatchObject({ signInHelps: false });
    expect(helps(actors.viewer, "held_price.refuse")).toMatchObject({ signInHelps: false });
  });
});

describe("organizationOf", () => {
  it("is the organization that an actor belongs to or works for", () => {
    const organizations = grantees.map((grantee) => organizationOf(actors[grantee]));
    const ofOne = ["owner", "admin", "member", "viewer", "apiKey", "agent"];
    expect(organizations).toEqual(grantees.map((grantee) => (ofOne.includes(grantee) ? "org_a" : null)));
  });

  it("throws for an unknown kind", () => {
    expect(() => organizationOf(forged({ type: "robot" }))).toThrow(/unknown kind/);
  });
});
