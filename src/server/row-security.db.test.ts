import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/domain/actor";
import { PrismaClient } from "@/generated/prisma/client";
import type { Context } from "./context";
import { emptyMarket, superuserUrl, type TestContext } from "./database.double";
import type { Client } from "./db";
import { inTransaction } from "./transaction";

const ROLE = "row_security_test";
const server = new pg.Client({ connectionString: superuserUrl() });
let context: TestContext;
let client: Client;

/** A tenant table like those to come, and a role that does not own it and is subject to its policies. */
beforeAll(async () => {
  context = (await emptyMarket())(new Date());
  await server.connect();
  await removeAll();
  await server.query(`
    create role ${ROLE} nologin;
    create schema row_security_test;
    create table row_security_test.things (name text, organization_id text not null);
    alter table row_security_test.things enable row level security;
    create policy own_organization on row_security_test.things using (organization_id = current_organization_id());
    insert into row_security_test.things values ('of a', 'org_a'), ('of b', 'org_b');
    grant usage on schema public, row_security_test to ${ROLE};
    grant select, insert, update, delete on row_security_test.things to ${ROLE};
    grant execute on function current_organization_id, current_actor_type to ${ROLE}`);
  // One connection, so that each transaction would see anything that the one before left behind.
  const settings = { connectionString: superuserUrl(), max: 1, options: `-c role=${ROLE}` };
  client = new PrismaClient({ adapter: new PrismaPg(settings) });
});

afterAll(async () => {
  await client.$disconnect();
  await removeAll();
  await server.end();
});

async function removeAll(): Promise<void> {
  await server.query("drop schema if exists row_security_test cascade");
  const { rowCount } = await server.query("select 1 from pg_roles where rolname = $1", [ROLE]);
  if (rowCount === 1) await server.query(`drop owned by ${ROLE}; drop role ${ROLE}`);
}

function as(actor: Actor): Context {
  return { ...context, db: client, actor };
}

const member = (organizationId: string): Actor => ({
  type: "user",
  userId: "usr_1",
  membership: { organizationId, role: "member" },
});
const job = (organizationId: string | null): Actor => ({ type: "system", job: "test", organizationId });

async function names({ db }: Context): Promise<string[]> {
  const rows = await db.$queryRaw<
    { name: string }[]
  >`select name from row_security_test.things order by name`;
  return rows.map(({ name }) => name);
}

const visibleTo = (actor: Actor) => inTransaction(as(actor), (tx) => names(tx));

describe("row-level security behind inTransaction", () => {
  it("is tested with a role that is subject to the policies", async () => {
    const [role] = await client.$queryRaw<object[]>`
      select current_user::text as name, rolsuper, rolbypassrls from pg_roles where rolname = current_user`;
    expect(role).toEqual({ name: ROLE, rolsuper: false, rolbypassrls: false });
  });

  it.each([
    ["a member", member("org_a"), ["of a"]],
    ["a member of another organization", member("org_b"), ["of b"]],
    ["a job for an organization", job("org_b"), ["of b"]],
    ["an organization without rows", member("org_c"), []],
    ["a job for no organization", job(null), []],
    ["someone who has not signed in", { type: "anonymous", address: null } as const, []],
  ])("%s sees the rows of its own organization only", async (_who, actor, expected) => {
    expect(await visibleTo(actor)).toEqual(expected);
  });

  it("prevents updates, deletes and inserts of another organization's rows", async () => {
    const changed = await inTransaction(as(member("org_a")), async ({ db }) => [
      await db.$executeRaw`update row_security_test.things set name = 'stolen' where organization_id = 'org_b'`,
      await db.$executeRaw`delete from row_security_test.things where organization_id = 'org_b'`,
    ]);
    expect(changed).toEqual([0, 0]);
    const planting = inTransaction(
      as(member("org_a")),
      ({ db }) => db.$executeRaw`insert into row_security_test.things values ('planted', 'org_b')`,
    );
    await expect(planting).rejects.toThrow(/row-level security/);
    expect(await visibleTo(member("org_b"))).toEqual(["of b"]);
  });

  it("leaves nothing on the connection, whether the transaction was committed or rolled back", async () => {
    await visibleTo(member("org_a"));
    expect(await names(as(member("org_a")))).toEqual([]);
    const failing = inTransaction(as(member("org_a")), async (tx) => {
      expect(await names(tx)).toEqual(["of a"]);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await names(as(member("org_a")))).toEqual([]);
    expect(await visibleTo(job(null))).toEqual([]);
  });

  it("sets the kind of actor in the database, for the transaction only", async () => {
    const kind = async ({ db }: Context) =>
      db.$queryRaw`select current_actor_type() as kind, current_organization_id() as organization`;
    expect(await inTransaction(as(member("org_a")), kind)).toEqual([{ kind: "user", organization: "org_a" }]);
    expect(await kind(as(member("org_a")))).toEqual([{ kind: null, organization: null }]);
  });
});
