import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach } from "vitest";
import { superuserUrl } from "@/server/database.double";
import { withSession } from "./sessions.mjs";

type Row = Record<string, unknown>;
type Session = { query: (text: string) => Promise<{ rows: Row[] }> };

/** For each test a folder and the name of a database that nobody has; what a suite makes of databases and roles is dropped after it. */
export function ownDatabase() {
  const madeRoles: string[] = [];
  const madeDatabases: string[] = [];
  const own = {
    folder: "",
    name: "",
    rememberRole: (role: string) => madeRoles.push(role),
    remember: (...given: (string | Record<string, string> | undefined)[]) => {
      for (const urls of given)
        for (const url of typeof urls === "string" ? [urls] : Object.values(urls ?? {}))
          madeRoles.push(new URL(url).username);
    },
    login: async (kind: string) => {
      const made = { user: `${kind}_${own.name}`, password: "only-for-this-test" };
      madeRoles.push(made.user);
      await query(superuserUrl(), `create role ${made.user} login password '${made.password}'`);
      return made;
    },
  };
  beforeEach(() => {
    own.folder = fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-roles-"));
    own.name = `${path.basename(own.folder).replaceAll("-", "_").toLowerCase()}_${process.pid}`;
    madeDatabases.push(own.name);
  });
  afterAll(async () => {
    for (const database of madeDatabases)
      await query(superuserUrl(), `drop database if exists ${database} with (force)`);
    for (const role of madeRoles) await query(superuserUrl(), `drop role if exists ${role}`);
  });
  return own;
}

export async function query(url: string, text: string): Promise<Row[]> {
  return withSession(url, async (session: Session) => (await session.query(text)).rows);
}
