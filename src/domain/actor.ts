export const organizationRoles = ["owner", "admin", "member", "viewer"] as const;
export type OrganizationRole = (typeof organizationRoles)[number];

export const platformRoles = ["superadmin", "operator", "auditor"] as const;
export type PlatformRole = (typeof platformRoles)[number];

/**
 * The caller: one of seven kinds, each with what identifies it and nothing more.
 *
 * Kinds that always belong to an organization carry it. The others carry the one that they currently work for, or null.
 */
export type Actor =
  /** `address`: the network address that the web process saw; null when there is none. */
  | { type: "anonymous"; address: string | null }
  /** A signed-in person. `membership` is the organization they work in; null before they have joined one. */
  | { type: "user"; userId: string; membership: { organizationId: string; role: OrganizationRole } | null }
  | { type: "apiKey"; keyId: string; organizationId: string }
  /** A program that decides by itself. It acts with a key, whose limits are its budget. */
  | { type: "agent"; agentId: string; keyId: string; organizationId: string }
  /** An event whose signature has been checked. */
  | { type: "webhook"; gateway: string; eventId: string; organizationId: string | null }
  /** A person of the platform, with the reason that they give. */
  | {
      type: "staff";
      userId: string;
      role: PlatformRole;
      reason: string;
      organizationId: string | null;
    }
  /** A job, or a command that is run on the server. */
  | { type: "system"; job: string; organizationId: string | null };

/** The organization whose rows an actor may read and write; null: only what belongs to the platform. */
export function organizationOf(actor: Actor): string | null {
  switch (actor.type) {
    case "anonymous":
      return null;
    case "user":
      return actor.membership?.organizationId ?? null;
    case "apiKey":
    case "agent":
    case "webhook":
    case "staff":
    case "system":
      return actor.organizationId;
    default:
      actor satisfies never;
      throw new Error("an actor of an unknown kind");
  }
}
