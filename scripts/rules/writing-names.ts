import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { WritingNames } from "./writes";

/**
 * Reads the models of prisma/schema and the SQL functions of prisma/migrations that may change data: neither STABLE nor IMMUTABLE,
 * and no triggers, which are not called by name.
 *
 * @param addedSql further SQL that creates functions.
 */
export function readWritingNames(root: string, addedSql = ""): WritingNames {
  const schema = textsIn(path.join(root, "prisma/schema"), (file) => file);
  const migrations = textsIn(path.join(root, "prisma/migrations"), (name) => `${name}/migration.sql`);
  const models = schema.matchAll(/^model (\w)(\w*)/gm);
  const made = `${migrations}\n${addedSql}`.matchAll(
    /create (?:or replace )?function\s+"?(\w+)([^;]*?)\b(?:as|return|begin)\b/gi,
  );
  const changing = [...made].filter(
    ([, , head = ""]) => !/\b(stable|immutable)\b|returns\s+trigger/i.test(head),
  );
  return {
    models: new Set([...models].map(([, first = "", others = ""]) => first.toLowerCase() + others)),
    functions: new Set(changing.map(([, name = ""]) => name.toLowerCase())),
  };
}

function textsIn(folder: string, fileOf: (name: string) => string): string {
  const files = readdirSync(folder).map((name) => path.join(folder, fileOf(name)));
  return files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}
