// The steps from sources and an empty database to a product that can start. Each step runs only if its inputs have changed.
import fs from "node:fs";
import path from "node:path";
import { identityOf } from "../postgres/database.mjs";
import { applyMigrations, migrateQueue, requireMigrated } from "../postgres/migrations.mjs";
import {
  applyWebPrivileges,
  describePrivileges,
  limitBuiltIns,
  limitConnections,
  restoreProcessPrivileges,
} from "../postgres/privileges.mjs";
import { ensureDatabase, withSession } from "../postgres/sessions.mjs";
import { runNode } from "../processes/children.mjs";
import { say } from "../processes/progress.mjs";
import { prismaEnvironment, root, tools } from "./environment.mjs";
import { environmentFor, systemVariables } from "./process-environment.mjs";
import { filesUnder, hashOf, isStamped, stamp } from "./stamps.mjs";

const migrations = ["prisma/migrations", "scripts/postgres/privileges.mjs", "package-lock.json"];
const schema = ["prisma/schema", "prisma.config.ts", "package-lock.json"];
// All of src, because the seed uses the product's GPU tables.
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

/** Tests are not part of the build, so a changed test must not cause one. */
const isTestFile = /\.(test|bench|double)\.tsx?$/;

/**
 * Variables for Next.js. The launcher has read `.env`. Next.js must not read it again, because the web process would then get
 * secrets that it must not have. `__NEXT_PROCESSED_ENV` tells Next.js that this is done (`next dev` respects it until `.env` changes).
 */
export const nextVariables = { NEXT_TELEMETRY_DISABLED: "1", __NEXT_PROCESSED_ENV: "true", TZ: "UTC" };

/** Generates Prisma's client from the schema. */
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
 * Brings the tables up to date, including those of the queue.
 *
 * @param {{ url: string, urls?: Record<string, string>, ownerUrl: string | null }} database urls: of the processes that have a
 *   login of their own. ownerUrl: null if this role may not run migrations; then none may be pending.
 * @param options.remember true for databases that outlive the run.
 */
export async function migrate({ url, urls, ownerUrl }, { remember = false } = {}) {
  if (ownerUrl !== null) await admitLogins({ url, urls, ownerUrl });
  const done = () => stampOf(migrations, ownerUrl ?? url, "\\_prisma\\_migrations", describePrivileges);
  if (remember && isStamped(stampName("migrate", url), await done())) return;
  if (ownerUrl === null) return requireMigrated(url);
  say("migrating the database");
  for (const name of await applyMigrations(ownerUrl)) say(`applied ${name}`);
  await migrateQueue(ownerUrl);
  await withSession(ownerUrl, async (session) => {
    await restoreProcessPrivileges(session);
    await applyWebPrivileges(session);
    await limitBuiltIns(session);
  });
  if (remember) stamp(stampName("migrate", url), await done());
}

/** At every start, because a lost file of logins makes new ones. */
async function admitLogins({ url, urls, ownerUrl }) {
  await ensureDatabase(ownerUrl);
  const logins = [url, ...Object.values(urls ?? {})].map((one) => decodeURIComponent(new URL(one).username));
  const isOurs = urls !== undefined;
  const { isOpen } = await withSession(ownerUrl, (session) => limitConnections(session, logins, { isOurs }));
  if (isOurs && isOpen)
    say(
      "every login of this server may connect to the database, because another role owns it and only that role can change it",
    );
}

/** Writes the rows that every installation starts with, simulated or not. Idempotent: the seed only adds and updates rows. */
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
 * Runs `next build` without any settings, so that the build contains none and is the same for every installation.
 *
 * @param options.distFolder the output folder. @param options.always builds even if nothing has changed.
 * @returns the exit code; always 0 with `mustPass`.
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

/**
 * Null if the database cannot be identified. No stamp equals null, so the step then runs.
 *
 * @param describe what else in the database the step depends on, given a session.
 */
async function stampOf(paths, url, tables, describe = async () => "") {
  const identity = await identityOf(url, tables);
  return identity === null ? null : hashOf(paths, identity, await withSession(url, describe));
}

function stampName(step, url) {
  return `${step}-${new URL(url).pathname.slice(1).replaceAll(/\W/g, "-")}`;
}
