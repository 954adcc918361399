// From sources and an empty database to something that can be started; each step only when its inputs changed.
import fs from "node:fs";
import path from "node:path";
import { identityOf } from "../postgres/database.mjs";
import { applyMigrations, migrateQueue, requireMigrated } from "../postgres/migrations.mjs";
import { ensureDatabase } from "../postgres/sessions.mjs";
import { runNode } from "../processes/children.mjs";
import { say } from "../processes/progress.mjs";
import { prismaEnvironment, root, tools } from "./environment.mjs";
import { environmentFor, systemVariables } from "./process-environment.mjs";
import { filesUnder, hashOf, isStamped, stamp } from "./stamps.mjs";

const migrations = ["prisma/migrations", "package-lock.json"];
const schema = ["prisma/schema", "prisma.config.ts", "package-lock.json"];
// All of src, because the seed uses the product's own tables of GPUs.
const seeds = ["prisma/catalogue", "prisma/seed.ts", "prisma/seed", "src"];
const webSources = [
  "src",
  "public",
  "prisma/schema",
  "prisma/catalogue",
  "next.config.ts",
  "tsconfig.json",
  "postcss.config.mjs",
  "package-lock.json",
];

/** These are in no build, so that a changed test does not cost one. */
const isTestFile = /\.(test|bench|double)\.tsx?$/;

/**
 * For Next.js itself. The launcher has read `.env`; were Next.js to read it too, the web process would get the very secrets that are
 * kept from it. `__NEXT_PROCESSED_ENV` is Next.js's own mark for "already read" (`next dev` respects it until `.env` is edited).
 */
export const nextVariables = { NEXT_TELEMETRY_DISABLED: "1", __NEXT_PROCESSED_ENV: "true", TZ: "UTC" };

/** Prisma's client, from the schema. */
export async function generateClient() {
  const hash = hashOf(schema);
  if (isStamped("generate", hash) && fs.existsSync(path.join(root, "src/generated/prisma/client.ts"))) return;
  say("generating the database client");
  await runNode("prisma generate", [tools.prisma, "generate"], {
    env: prismaEnvironment(process.env, "", "generate"),
  });
  stamp("generate", hash);
}

/**
 * Brings the tables up to date, the queue's own among them.
 *
 * @param database.ownerUrl null where migrations are run elsewhere: then they must have been.
 * @param options.remember  for databases that outlive the run.
 */
export async function migrate({ url, ownerUrl }, { remember = false } = {}) {
  const done = () => stampOf(migrations, ownerUrl ?? url, "\\_prisma\\_migrations");
  if (remember && isStamped(stampName("migrate", url), await done())) return;
  if (ownerUrl === null) return requireMigrated(url);
  say("migrating the database");
  await ensureDatabase(ownerUrl);
  for (const name of await applyMigrations(ownerUrl)) say(`applied ${name}`);
  await migrateQueue(ownerUrl);
  if (remember) stamp(stampName("migrate", url), await done());
}

/** Fills in what every installation starts with, whatever the market. Repeatable: the seed only adds and updates. */
export async function seed({ url, ownerUrl }, { remember = false, env = process.env } = {}) {
  const done = () => stampOf(seeds, ownerUrl ?? url, "%");
  if (remember && isStamped(stampName("seed", url), await done())) return;
  say("seeding the database");
  const args = ["--import", "tsx", path.join(root, "prisma/seed.ts")];
  const more = { DATABASE_URL: url, NODE_ENV: "production", TZ: "UTC" };
  await runNode("seeding", args, { env: await environmentFor("seed", env, more) });
  if (remember) stamp(stampName("seed", url), await done());
}

/**
 * `next build`, which is told no setting: what it builds holds none, and is the same for every installation.
 *
 * @param options.distFolder where to; @param options.always also when nothing changed.
 * @returns the exit code, always 0 with `mustPass`.
 */
export async function buildWeb({ distFolder = ".next", always = false, mustPass = true } = {}) {
  const sources = webSources.flatMap(filesUnder).filter((file) => !isTestFile.test(file));
  const hash = hashOf(sources, distFolder);
  const name = `build${distFolder.replaceAll(/[^a-z-]/g, "-")}`;
  if (!always && isStamped(name, hash) && fs.existsSync(path.join(root, distFolder, "BUILD_ID"))) return 0;
  say("building the web application");
  const code = await runNode("next build", [tools.next, "build"], {
    env: {
      ...systemVariables(process.env),
      ...nextVariables,
      NODE_ENV: "production",
      NEXT_DIST_DIR: distFolder,
    },
    mustPass,
  });
  if (code === 0) stamp(name, hash);
  return code;
}

/** Null, which no stamp equals, when the database does not tell who it is. */
async function stampOf(paths, url, tables) {
  const identity = await identityOf(url, tables);
  return identity === null ? null : hashOf(paths, identity);
}

function stampName(step, url) {
  return `${step}-${new URL(url).pathname.slice(1).replaceAll(/\W/g, "-")}`;
}
