import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { superuserUrl } from "@/server/database.double";
import { requirePlainRole } from "@/server/database-role";
import { migrate } from "../prepare/prepare.mjs";
import { openExternalDatabase } from "./external-database.mjs";
import { requireMigrated } from "./migrations.mjs";
import { ownDatabase, query } from "./own-database.double";
import { urlOf } from "./sessions.mjs";

const own = ownDatabase();

describe("openExternalDatabase", () => {
  it("gives the processes a separate login if only an owner is set, the same at every start", async () => {
    const url = urlOf(superuserUrl(), own.name);
    const first = await openExternalDatabase({ url, folder: own.folder });
    own.remember(first.url, first.urls);
    expect(first.ownerUrl).toBe(url);
    await migrate(first);
    await requirePlainRole(first.url);
    expect(await query(first.url, "select count(*)::int as offers from offers")).toEqual([{ offers: 0 }]);
    expect(await openExternalDatabase({ url, folder: own.folder })).toEqual(first);
    const [file = ""] = fs.readdirSync(own.folder);
    expect(fs.statSync(path.join(own.folder, file)).mode & 0o777).toBe(0o600);
  });

  it("creates a new login if the stored one is refused or lost, and keeps those of other installations", async () => {
    const url = urlOf(superuserUrl(), own.name);
    const first = await openExternalDatabase({ url, folder: own.folder });
    const elsewhere = await openExternalDatabase({ url, folder: path.join(own.folder, "elsewhere") });
    await query(url, `alter role ${new URL(first.url).username} password 'changed'`);
    const again = await openExternalDatabase({ url, folder: own.folder });
    for (const { url: login, urls } of [first, elsewhere, again]) own.remember(login, urls);
    expect(new Set([first, elsewhere, again].map((opened) => opened.url)).size).toBe(3);
    expect(again.urls).toEqual(first.urls);
    for (const { url: login } of [elsewhere, again]) await query(login, "select 1");
  });

  it("prints sufficient statements and settings if the owner may not create roles", async () => {
    const url = urlOf(as(await own.login("owner"), superuserUrl()), own.name);
    await query(superuserUrl(), `create database ${own.name} owner ${new URL(url).username}`);
    const said = (await refusalOf(openExternalDatabase({ url, folder: own.folder }))).replaceAll(
      "gpubroker_login",
      `login_${own.name}`,
    );
    expect(said).toContain("DATABASE_OWNER_URL");
    own.rememberRole(`login_${own.name}`);
    const statements = said.split("\n").filter((line) => line.startsWith("  create role"));
    expect(statements.length).toBe(2);
    await query(superuserUrl(), String(statements[1]));
    const plain = as({ user: `login_${own.name}`, password: "A-PASSWORD" }, url);

    const both = await openExternalDatabase({ url: plain, ownerUrl: url, folder: own.folder });
    expect(both).toEqual({ url: plain, ownerUrl: url });
    await expect(requireMigrated(plain)).rejects.toThrow(/pending.*Set DATABASE_OWNER_URL/);
    await migrate(both);
    await requirePlainRole(plain);
    expect(await openExternalDatabase({ url: plain, folder: own.folder })).toEqual({
      url: plain,
      ownerUrl: null,
    });
    await migrate({ url: plain, ownerUrl: null });
    expect(await query(plain, "select count(*)::int as offers from offers")).toEqual([{ offers: 0 }]);
  });

  it("refuses a DATABASE_URL that may not read the tables, and prints the statement that allows it", async () => {
    const nonMember = await own.login("non_member");
    const owner = urlOf(superuserUrl(), own.name);
    const opening = openExternalDatabase({ url: as(nonMember, owner), ownerUrl: owner, folder: own.folder });
    await expect(opening).rejects.toThrow(`grant gpubroker_app to "${nonMember.user}"`);
  });

  it.each(["hunter2", "localhost:5432/hunter2", "mysql://hunter2@localhost/d", "10.0.0.1"])(
    "says what an address looks like if it is given %j",
    async (url) => {
      const said = await refusalOf(openExternalDatabase({ url, folder: own.folder }));
      expect(said).toMatch(
        /^DATABASE_URL is not the address of a PostgreSQL database\. Set it to .*postgresql:/,
      );
      expect(said).not.toContain("hunter2");
      const owner = await refusalOf(
        openExternalDatabase({ url: undefined, ownerUrl: url, folder: own.folder }),
      );
      expect(owner).toMatch(/^DATABASE_OWNER_URL is not the address/);
    },
  );

  it("tells a login that is refused from a server that is not there", async () => {
    const url = as({ user: "nobody_here", password: "hunter2" }, urlOf(superuserUrl(), own.name));
    const said = await refusalOf(openExternalDatabase({ url, folder: own.folder }));
    expect(said).toMatch(
      /refuses the login \(.*nobody_here.*\)\. Correct the user and the password in DATABASE_URL\./,
    );
    expect(said).not.toContain("hunter2");
  });

  it("names the setting whose database cannot be reached, without its password", async () => {
    const url = "postgresql://user:secret@127.0.0.1:1/nowhere";
    expect(await refusalOf(openExternalDatabase({ url, folder: own.folder }))).toMatch(
      /^Cannot connect to 127\.0\.0\.1:1\/nowhere, the database of DATABASE_URL \(/,
    );
    const owner = openExternalDatabase({ url: superuserUrl(), ownerUrl: url, folder: own.folder });
    await expect(owner).rejects.toThrow(/^Cannot connect to .*, the database of DATABASE_OWNER_URL \(/);
  });
});

function as({ user, password }: { user: string; password: string }, url: string): string {
  const there = new URL(url);
  there.username = user;
  there.password = password;
  return there.toString();
}

function refusalOf(opening: Promise<unknown>): Promise<string> {
  return opening.then(
    () => "not refused",
    (error: Error) => error.message,
  );
}
