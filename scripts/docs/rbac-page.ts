import { organizationRoles, platformRoles } from "@/domain/actor";
import { type Grantee, grantees, type Permission, permissions, type Recording } from "@/domain/permissions";

const headings = {
  anonymous: "anonymous",
  user: "user",
  owner: "owner",
  admin: "admin",
  member: "member",
  viewer: "viewer",
  apiKey: "API key",
  agent: "agent",
  webhook: "webhook",
  superadmin: "superadmin",
  operator: "operator",
  auditor: "auditor",
  system: "system",
} as const satisfies Record<Grantee, string>;

const rows: readonly [string, Permission][] = Object.entries(permissions);

/** docs/rbac.md: who may do what, and how each action is recorded. */
export function rbacPage(): string {
  return `# Who may do what

Written by \`npm run docs\` from \`src/domain/permissions.ts\`: change that file, not this one.

Every action is refused unless this table grants it. An object that belongs to an organization is open only to those who work
for that organization, staff and jobs included; PostgreSQL's row-level security holds the same line a second time.

| caller | who it is |
|---|---|
| anonymous | someone who has not signed in |
| user | a signed-in person who has joined no organization |
| ${organizationRoles.join(", ")} | a signed-in person, by the role in the organization |
| API key | a program with a key of an organization |
| agent | a program that decides by itself, with a key of an organization |
| webhook | an event of a payment gateway, its signature checked |
| ${platformRoles.join(", ")} | staff of the platform, by role; they give a reason for whatever is audited |
| system | a job, or a command that is run on the server |

## Permissions

${table(["action", ...grantees.map((grantee) => headings[grantee])], rows.map(grantsOf), true)}

## Meaning and record

An action that changes something is recorded in one of two ways: by a row of the audit, which nobody can change or remove, or by
the dated rows that it writes anyway. Reading leaves no record.

${table(
  ["action", "meaning", "record"],
  rows.map(([action, { meaning, recorded }]) => [code(action), meaning, recordOf(recorded)]),
)}
`;
}

function grantsOf([action, { granted }]: [string, Permission]): string[] {
  return [code(action), ...grantees.map((grantee) => (granted.includes(grantee) ? "yes" : "–"))];
}

function recordOf(recorded: Recording): string {
  switch (recorded.kind) {
    case "none":
      return "none: it only reads";
    case "audit":
      return "audit";
    case "own record":
      return `its own rows: ${recorded.why}`;
    default:
      recorded satisfies never;
      throw new Error("a record of an unknown kind");
  }
}

function table(head: readonly string[], body: readonly (readonly string[])[], isCentred = false): string {
  const rule = head.map((_, column) => (isCentred && column > 0 ? ":-:" : "---"));
  return [head, rule, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}
