import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { superuserUrl } from "./database.double";
import { requirePlainRole } from "./database-role";

const suffix = `${process.pid}`;
const roles = {
  superuser: `superuser_${suffix}`,
  bypassing: `bypassing_${suffix}`,
  owning: `owning_${suffix}`,
  schemaOwning: `schema_owning_${suffix}`,
  indirect: `indirect_${suffix}`,
  makingRoles: `making_roles_${suffix}`,
  replicating: `replicating_${suffix}`,
  runningPrograms: `running_programs_${suffix}`,
  writingAll: `writing_all_${suffix}`,
  plain: `plain_${suffix}`,
};
const database = `roles_${suffix}`;
const server = new pg.Client({ connectionString: superuserUrl() });
const password = "only-for-this-test";

beforeAll(async () => {
  await server.connect();
  for (const role of Object.values(roles))
    await server.query(`create role ${role} login password '${password}' in role gpubroker_app`);
  await server.query(`alter role ${roles.superuser} superuser`);
  await server.query(`alter role ${roles.bypassing} bypassrls`);
  await server.query(`grant ${roles.owning} to ${roles.indirect}`);
  await server.query(`alter role ${roles.makingRoles} createrole`);
  await server.query(`alter role ${roles.replicating} replication`);
  await server.query(`grant pg_execute_server_program to ${roles.runningPrograms}`);
  await server.query(`grant pg_write_all_data to ${roles.writingAll}`);
  await server.query(`create database ${database} owner ${roles.schemaOwning}`);
  await inDatabase(`create table possession (id int); alter table possession owner to ${roles.owning}`);
});
afterAll(async () => {
  await server.query(`drop database ${database} with (force)`);
  await server.query(`drop role ${Object.values(roles).join(", ")}`);
  await server.end();
});

it("serves with a role that is only a member of gpubroker_app, as this test run does", async () => {
  await requirePlainRole(urlAs(roles.plain));
  await requirePlainRole();
});

it.each([
  ["a superuser", roles.superuser, "is a superuser"],
  ["a role with BYPASSRLS", roles.bypassing, "has BYPASSRLS"],
  ["the owner of a table", roles.owning, "owns the table possession"],
  ["a member of the owner of a table", roles.indirect, "owns the table possession"],
  ["the owner of the database", roles.schemaOwning, "owns the schema public"],
  ["a role that can create roles", roles.makingRoles, "has CREATEROLE"],
  ["a role that can copy the whole server", roles.replicating, "has REPLICATION"],
  [
    "a role that runs programs on the server",
    roles.runningPrograms,
    "is a member of pg_execute_server_program",
  ],
  ["a role that writes every table", roles.writingAll, "is a member of pg_write_all_data"],
])("refuses to serve as %s, and names the setting and the fix", async (_, role, problem) => {
  const refusal = await requirePlainRole(urlAs(role)).catch((error: Error) => error.message);
  expect(refusal).toContain(`DATABASE_URL logs in as "${role}", which ${problem}`);
  expect(refusal).toContain("DATABASE_OWNER_URL");
  expect(refusal).not.toContain(password);
});

it.each([
  ["a superuser", roles.superuser, "is a superuser"],
  ["the owner of a table", roles.owning, "owns the table possession"],
])("refuses %s whose address sets a plain role, which any statement can reset", async (_, role, problem) => {
  const address = new URL(urlAs(role));
  address.searchParams.set("options", "-c role=gpubroker_app");
  await expect(requirePlainRole(address.toString())).rejects.toThrow(
    `logs in as "${role}", which ${problem}`,
  );
});

it.each(["workers/index.ts", "workers/realtime.ts"])(
  "stops %s with a log line that gives the reason",
  { timeout: 120_000 },
  async (file) => {
    const settings = { DATABASE_URL: urlAs(roles.owning), LOG_LEVEL: "info", REALTIME_PORT: "1" };
    const { code, output } = await run(["--import", "tsx", file], settings);
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      level: 60,
      msg: expect.stringContaining("owns the table possession"),
    });
  },
);

it.each([
  [
    "a wrong password",
    wrongPassword,
    "the database refuses the login: correct the user and the password in DATABASE_URL",
  ],
  ["a user that does not exist", () => urlAs("nobody_at_all"), "the database refuses the login"],
  [
    "a database that does not exist",
    missingDatabase,
    "the database does not exist: correct its name in DATABASE_URL",
  ],
  ["a port where nobody listens", () => "postgresql://x:y@127.0.0.1:1/z", "the database does not answer"],
])("waits with a log line that says what to do about %s", { timeout: 120_000 }, async (_, address, words) => {
  const env = { ...process.env, DATABASE_URL: address(), LOG_LEVEL: "info", REALTIME_PORT: "1" };
  const child = spawn(process.execPath, ["--import", "tsx", "workers/index.ts"], { env });
  try {
    const line = await firstLineOf(child);
    expect(JSON.parse(line)).toMatchObject({ level: 40, msg: expect.stringContaining(words) });
    expect(line).not.toContain("not-the-password");
    expect(child.exitCode).toBe(null);
  } finally {
    child.kill("SIGKILL");
  }
});

/** @throws what the process says on stderr, if it ends without a line. */
async function firstLineOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  const line = once(createInterface(child.stdout), "line").then(([text]) => String(text));
  const end = once(child, "exit").then(([code]) => {
    throw new Error(`ended with ${code}: ${complaint}`);
  });
  return await Promise.race([line, end]);
}

function wrongPassword(): string {
  const url = new URL(urlAs(roles.plain));
  url.password = "not-the-password";
  return url.toString();
}

function missingDatabase(): string {
  const url = new URL(urlAs(roles.plain));
  url.pathname = "/no_such_database";
  return url.toString();
}

function run(args: string[], settings: Record<string, string>): Promise<{ code: unknown; output: string }> {
  const environment = { ...process.env, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: environment, timeout: 100_000 }, (error, output) =>
      resolve({ code: error?.code ?? 0, output }),
    );
  });
}

async function inDatabase(statements: string): Promise<void> {
  const url = new URL(superuserUrl());
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  await client.query(statements);
  await client.end();
}

function urlAs(role: string): string {
  const url = new URL(superuserUrl());
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.toString();
}
