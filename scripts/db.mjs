// npm run db -- new NAME | apply | status | <arguments for the Prisma CLI>: for developers who change the database schema.
import { spawn } from "node:child_process";
import { openDatabase } from "./postgres/database.mjs";
import { readHistory } from "./postgres/migrations.mjs";
import { ensureDatabase, withSession } from "./postgres/sessions.mjs";
import { loadDotEnv, prismaEnvironment, requireNode, root, tools } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { migrate } from "./prepare/prepare.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";

const usage = `Usage: npm run db -- COMMAND
  new NAME   creates a migration from the changes in prisma/schema
  apply      applies all pending migrations
  status     lists the applied and pending migrations
  ...        any command of the Prisma CLI, such as studio or validate`;

runToEnd(db, { signalCode: 130 });

async function db() {
  requireNode();
  loadDotEnv();
  await installWhenStale();
  const [command, ...more] = process.argv.slice(2);
  if (command === undefined) {
    console.log(usage);
    return 2;
  }
  if (command === "new") return newMigration(more[0]);
  const database = await openDatabase();
  atEnd(database.leave);
  if (command === "apply") return migrate(database).then(() => 0);
  const ownerUrl = database.ownerUrl ?? database.url;
  await ensureDatabase(ownerUrl);
  if (command === "status") return printStatus(ownerUrl);
  return runPrisma([command, ...more], ownerUrl);
}

async function newMigration(name) {
  const { writeMigration } = await import("./postgres/new-migration.mjs");
  const { file, isEmpty } = await writeMigration(name);
  console.log(
    isEmpty
      ? `Created ${file}. It is empty, because prisma/schema has no changes: write the SQL by hand.`
      : file,
  );
  return 0;
}

/** The exit code is 1 if migrations are pending, changed or unfinished, so that scripts can test for it. */
async function printStatus(url) {
  const history = await withSession(url, (session) => readHistory(session));
  for (const [state, names] of Object.entries(history))
    for (const name of names) console.log(`${state.padEnd(10)} ${name}`);
  const { pending, changed, unfinished } = history;
  return pending.length + changed.length + unfinished.length === 0 ? 0 : 1;
}

/** In the launcher's process group and on its terminal, because Prisma prompts for input. */
function runPrisma(args, url) {
  const prisma = spawn(process.execPath, [tools.prisma, ...args], {
    cwd: root,
    env: prismaEnvironment(process.env, url, args[0]),
    stdio: "inherit",
  });
  atEnd(() => prisma.kill());
  return new Promise((resolve) => prisma.once("exit", (code) => resolve(code ?? 1)));
}
