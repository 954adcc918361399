import { type Actor, organizationOf, organizationRoles, platformRoles } from "./actor";

/** Those whom a permission can name: kinds of actors, and of people the roles. */
export const grantees = [
  "anonymous",
  /** A signed-in person who has joined no organization. */
  "user",
  ...organizationRoles,
  "apiKey",
  "agent",
  "webhook",
  ...platformRoles,
  "system",
] as const;
export type Grantee = (typeof grantees)[number];

/**
 * How an action leaves its trace. `audit`: an audit row. `own record`: the rows that it writes are a dated record already,
 * and `why` names them. `none`: it only reads.
 */
export type Recording = { kind: "none" } | { kind: "audit" } | { kind: "own record"; why: string };

export type Permission = {
  /** What one may do, as a sentence without its subject. */
  meaning: string;
  /** Whose things it is about: an organization's own, or the platform's. */
  scope: "organization" | "platform";
  granted: readonly Grantee[];
  recorded: Recording;
};

const none: Recording = { kind: "none" };
const audit: Recording = { kind: "audit" };
const everyone = grantees;

/** Who may do what, by `noun.verb`: the only table. What it does not grant is refused. */
export const permissions = {
  "market.read": {
    meaning: "Read offers, models, GPU indexes, their history and the state of feeds.",
    scope: "platform",
    granted: everyone,
    recorded: none,
  },
  "market.export": {
    meaning: "Read the whole filtered market as one file.",
    scope: "platform",
    granted: everyone,
    recorded: none,
  },
  "feed.poll": {
    meaning: "Ask a provider for its prices and take in the answer.",
    scope: "platform",
    granted: ["system"],
    recorded: {
      kind: "own record",
      why: "each poll writes a dated row of provider_polls, and each new price a price point",
    },
  },
  "feed.take_list": {
    meaning: "Take in a dated price list.",
    scope: "platform",
    granted: ["system"],
    recorded: {
      kind: "own record",
      why: "a list writes a dated row of provider_polls too, and a price point for each new price",
    },
  },
  "feed.prune": {
    meaning: "Remove polls that are older than the status page shows.",
    scope: "platform",
    granted: ["system"],
    recorded: audit,
  },
  "held_price.read": {
    meaning: "List the prices that wait to be confirmed.",
    scope: "platform",
    granted: [...platformRoles, "system"],
    recorded: none,
  },
  "held_price.confirm": {
    meaning: "Declare a held price right.",
    scope: "platform",
    granted: ["superadmin", "operator"],
    recorded: audit,
  },
  "held_price.refuse": {
    meaning: "Declare a held price wrong.",
    scope: "platform",
    granted: ["superadmin", "operator"],
    recorded: audit,
  },
  "index.record": {
    meaning: "Record the GPU indexes of the moment.",
    scope: "platform",
    granted: ["system"],
    recorded: { kind: "own record", why: "each index is a dated row of market_index_points" },
  },
  "index.prune": {
    meaning: "Thin and remove old points of the GPU indexes.",
    scope: "platform",
    granted: ["system"],
    recorded: audit,
  },
  "price_history.keep": {
    meaning: "Make and drop months of price history, and thin what is old.",
    scope: "platform",
    granted: ["system"],
    recorded: audit,
  },
  "price_history.roll_up": {
    meaning: "Summarise price points by the hour.",
    scope: "platform",
    granted: ["system"],
    recorded: {
      kind: "own record",
      why: "hours are made of points and can be made again; price_roll_up says up to when they are",
    },
  },
  "price_history.move": {
    meaning: "Move price points to ClickHouse.",
    scope: "platform",
    granted: ["system"],
    recorded: { kind: "own record", why: "the same dated points stand in ClickHouse afterwards" },
  },
  "job.deliver": {
    meaning: "Hand jobs over to their queues, and find those that got stuck on the way.",
    scope: "platform",
    granted: ["system"],
    recorded: { kind: "own record", why: "the job's row of outbox_jobs bears the time" },
  },
  "job.run": {
    meaning: "Run a job, and mark its beginning and its end.",
    scope: "platform",
    granted: ["system"],
    recorded: { kind: "own record", why: "the job's row of outbox_jobs bears both times" },
  },
  "platform.set_mode": {
    meaning: "Switch the platform between sandbox and live.",
    scope: "platform",
    granted: ["superadmin"],
    recorded: audit,
  },
  "audit.verify": {
    meaning: "Check that nobody has changed the audit.",
    scope: "platform",
    granted: [...platformRoles, "system"],
    recorded: none,
  },
} as const satisfies Record<string, Permission>;

export type Action = keyof typeof permissions;

/** What an action is done to. `organizationId` null: it belongs to the platform. */
export type ActedOn = { type: string; id: string; organizationId: string | null };

/** Something that belongs to no organization. */
export function platformObject(type: string, id: string): ActedOn {
  return { type, id, organizationId: null };
}

export type Decision = { isAllowed: true } | { isAllowed: false; why: Refusal; signInHelps: boolean };
export type Refusal = "unknown action" | "not granted" | "another organization" | "no reason given";

/**
 * Whether an actor may do something to an object. Fails closed: an action or an actor that the table does not know is refused.
 *
 * An object that belongs to an organization is open only to those who work for that organization, staff and jobs included.
 * Staff give a reason for whatever is audited.
 *
 * @param object null: the platform as a whole.
 */
export function decide(actor: Actor, action: string, object: ActedOn | null): Decision {
  const permission = permissionOf(action);
  if (permission === null) return refused("unknown action");
  const { granted, scope, recorded } = permission;
  const grantee = granteeOf(actor);
  if (grantee === null || !granted.includes(grantee))
    return {
      isAllowed: false,
      why: "not granted",
      signInHelps: actor.type === "anonymous" && hasPeople(granted),
    };
  const owner = object?.organizationId ?? null;
  if (owner === null ? scope === "organization" : owner !== organizationOf(actor))
    return refused("another organization");
  if (actor.type === "staff" && recorded.kind === "audit" && actor.reason.trim() === "")
    return refused("no reason given");
  return { isAllowed: true };
}

export function permissionOf(action: string): Permission | null {
  const table: Record<string, Permission> = permissions;
  return Object.hasOwn(table, action) ? (table[action] ?? null) : null;
}

function refused(why: Refusal): Decision {
  return { isAllowed: false, why, signInHelps: false };
}

/** @returns null for a kind or a role that is none of ours: our types do not bind values from outside. */
function granteeOf(actor: Actor): Grantee | null {
  switch (actor.type) {
    case "user":
      return actor.membership === null ? "user" : oneOf(organizationRoles, actor.membership.role);
    case "staff":
      return oneOf(platformRoles, actor.role);
    case "anonymous":
    case "apiKey":
    case "agent":
    case "webhook":
    case "system":
      return actor.type;
    default:
      actor satisfies never;
      return null;
  }
}

function oneOf<Role extends Grantee>(roles: readonly Role[], given: Role): Role | null {
  return roles.find((role) => role === given) ?? null;
}

function hasPeople(granted: readonly Grantee[]): boolean {
  const people: readonly Grantee[] = ["user", ...organizationRoles, ...platformRoles];
  return granted.some((grantee) => people.includes(grantee));
}
