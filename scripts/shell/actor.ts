import { userInfo } from "node:os";
import type { Actor } from "@/domain/actor";

/**
 * The person at the server's shell, who acts as platform staff: anyone who can run a command here already controls the database.
 * Identified by the name of the operating system's user until staff have accounts.
 */
export function shellActor(reason: string): Actor {
  return {
    type: "staff",
    userId: `shell:${userInfo().username}`,
    role: "superadmin",
    reason,
    organizationId: null,
  };
}
