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

/** A value from outside, whose type is not checked. */
function forged(actor: object): Actor {
  return actor as Actor;
}

const allowed = (actor: Actor, action: string, object: ActedOn | null = null) =>
  decide(actor, action, object).isAllowed;

describe("permissions", () => {
  it.each(actions)("%s is granted to the callers that the table names, and to nobody else", (action) => {
    const open = grantees.filter((grantee) => allowed(actors[grantee], action));
    const { granted } = permissions[action];
    expect(open).toEqual(grantees.filter((grantee) => granted.some((named) => named === grantee)));
  });

  it.each(actions)("%s is a noun and a verb, has a meaning, and is granted to someone", (action) => {
    const { meaning, granted } = permissions[action];
    expect(action).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(granted.length).toBeGreaterThan(0);
  });

  it("only staff change the mode of the platform or decide about a held price", () => {
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
    ["a platform role used as an organization role", { type: "user", membership: { role: "superadmin" } }],
    ["an organization role used as a platform role", { type: "staff", role: "owner", reason: "asked" }],
  ])("refuses %s", (_what, actor) => {
    expect(allowed(forged(actor), "market.read")).toBe(false);
  });

  it("lets staff act for the organization that they have entered, and for no other", () => {
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

  it.each(grantees)("%s has no access to another organization", (grantee) => {
    const object = { type: "offer", id: "off_1", organizationId: "org_other" };
    expect(decide(actors[grantee], "market.read", object)).toMatchObject({ why: "another organization" });
  });

  it.each(["", "   "])(
    "requires a reason from staff for audited actions, but not for reading; %j is no reason",
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

  it("suggests signing in only to anonymous callers, and only for actions that are granted to people", () => {
    const helps = (actor: Actor, action: Action) => decide(actor, action, null);
    expect(helps(actors.anonymous, "held_price.refuse")).toMatchObject({ signInHelps: true });
    expect(helps(actors.anonymous, "feed.poll")).toMatchObject({ signInHelps: false });
    expect(helps(actors.viewer, "held_price.refuse")).toMatchObject({ signInHelps: false });
  });
});

describe("organizationOf", () => {
  it("returns the organization that an actor belongs to or works for", () => {
    const organizations = grantees.map((grantee) => organizationOf(actors[grantee]));
    const ofOne = ["owner", "admin", "member", "viewer", "apiKey", "agent"];
    expect(organizations).toEqual(grantees.map((grantee) => (ofOne.includes(grantee) ? "org_a" : null)));
  });

  it("throws for an unknown kind", () => {
    expect(() => organizationOf(forged({ type: "robot" }))).toThrow(/unknown kind/);
  });
});
