import { type Actor, organizationOf, organizationRoles, platformRoles } from "./actor";

/** Everyone that a permission can name: kinds of actors and, for people, their roles. */
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
 * How an action is recorded. `audit`: it writes an audit row. `own record`: the rows that it writes are already a dated record,
 * and `why` names them. `none`: it only reads.
 */
export type Recording = { kind: "none" } | { kind: "audit" } | { kind: "own record"; why: string };

export type Permission = {
  /** What the action allows, as a sentence without a subject. */
  meaning: string;
  /** Who owns the objects of the action: an organization or the platform. */
  scope: "organization" | "platform";
  granted: readonly Grantee[];
  recorded: Recording;
};

const none: Recording = { kind: "none" };
const audit: Recording = { kind: "audit" };
const everyone = grantees;

/** Who may do what, by `noun.verb`. This is the only table; whatever it does not grant is refused. */
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
    meaning: "Request a provider's prices and ingest the answer.",
    scope: "platform",
    granted: ["system"],
    recorded: {
      kind: "own record",
      why: "each poll writes a dated row of provider_polls, and each new price a price point",
    },
  },
  "feed.ask_again": {
    meaning: "Let a provider be asked again with the key that it refused.",
    scope: "platform",
    granted: ["superadmin", "operator"],
    recorded: audit,
  },
  "feed.take_list": {
    meaning: "Ingest a dated price list.",
    scope: "platform",
    granted: ["system"],
    recorded: {
      kind: "own record",
      why: "a list also writes a dated row of provider_polls, and a price point for each new price",
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
    meaning: "Confirm a held price.",
    scope: "platform",
    granted: ["superadmin", "operator"],
    recorded: audit,
  },
  "held_price.refuse": {
    meaning: "Refuse a held price.",
    scope: "platform",
    granted: ["superadmin", "operator"],
    recorded: audit,
  },
  "index.record": {
    meaning: "Record the current GPU indexes.",
    scope: "platform",
    granted: ["system"],
    recorded: {
      kind: "own record",
      why: "each index is a dated row of market_index_points, and the chains they continue are in market_index_chains",
    },
  },
  "index.prune": {
    meaning: "Thin and remove old points of the GPU indexes.",
    scope: "platform",
    granted: ["system"],
    recorded: audit,
  },
  "price_history.keep": {
    meaning: "Create and drop months of price history, and thin old points.",
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
      why: "hours are computed from points and can be computed again; price_roll_up says how far they reach",
    },
  },
  "price_history.move": {
    meaning: "Move price points to ClickHouse.",
    scope: "platform",
    granted: ["system"],
    recorded: { kind: "own record", why: "the same dated points are in ClickHouse afterwards" },
  },
  "job.deliver": {
    meaning: "Deliver jobs to their queues, and find those that got stuck on the way.",
    scope: "platform",
    granted: ["system"],
    recorded: { kind: "own record", why: "the job's row, in outbox_jobs or in the queue, holds the time" },
  },
  "job.run": {
    meaning: "Run a job, and record its start and its end.",
    scope: "platform",
    granted: ["system"],
    recorded: { kind: "own record", why: "the job's row of outbox_jobs holds both times" },
  },
  "platform.set_mode": {
    meaning: "Switch the platform between sandbox and live.",
    scope: "platform",
    granted: ["superadmin"],
    recorded: audit,
  },
  "audit.verify": {
    meaning: "Verify that nobody has changed the audit.",
    scope: "platform",
    granted: [...platformRoles, "system"],
    recorded: none,
  },
} as const satisfies Record<string, Permission>;

export type Action = keyof typeof permissions;

/** The object of an action. `organizationId` null: it belongs to the platform. */
export type ActedOn = { type: string; id: string; organizationId: string | null };

/** An object that belongs to the platform. */
export function platformObject(type: string, id: string): ActedOn {
  return { type, id, organizationId: null };
}

export type Decision = { isAllowed: true } | { isAllowed: false; why: Refusal; signInHelps: boolean };
export type Refusal = "unknown action" | "not granted" | "another organization" | "no reason given";

/**
 * Whether an actor may do something to an object. Fails closed: an action or an actor that the table does not know is refused.
 *
 * An object of an organization is open only to actors who work for that organization, staff and jobs included.
 * Staff must give a reason for every audited action.
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

/** @returns null for an unknown kind or role: our types do not constrain values from outside. */
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
