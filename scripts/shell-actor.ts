import { userInfo } from "node:os";
import type { Actor } from "@/domain/actor";

/**
 * The person at the server's shell, as staff of the platform: whoever can run a command here owns the database
 * already. Known by the name of the system's user until staff have accounts.
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
