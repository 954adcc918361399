// npm run db -- new NAME | apply | status | <arguments of Prisma's command line>: the work of those who change the tables.
import { spawn } from "node:child_process";
import { openDatabase } from "./postgres/database.mjs";
import { readHistory } from "./postgres/migrations.mjs";
import { ensureDatabase, withSession } from "./postgres/sessions.mjs";
import { loadDotEnv, prismaEnvironment, requireNode, root, tools } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { migrate } from "./prepare/prepare.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";

const usage = `Usage: npm run db -- COMMAND
  new NAME   writes the next migration from what has changed in prisma/schema
  apply      applies the migrations that are pending
  status     lists the migrations that are applied and pending
  ...        any command of Prisma's command line, such as studio or validate`;

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
  console.log(isEmpty ? `${file} is empty: prisma/schema asks for no change, write your own SQL.` : file);
  return 0;
}

/** Exit code 1 when something is left to do, for scripts that ask. */
async function printStatus(url) {
  const history = await withSession(url, (session) => readHistory(session));
  for (const [state, names] of Object.entries(history))
    for (const name of names) console.log(`${state.padEnd(10)} ${name}`);
  const { pending, changed, unfinished } = history;
  return pending.length + changed.length + unfinished.length === 0 ? 0 : 1;
}

/** In our own process group and on our terminal: Prisma asks questions. */
function runPrisma(args, url) {
  const prisma = spawn(process.execPath, [tools.prisma, ...args], {
    cwd: root,
    env: prismaEnvironment(process.env, url, args[0]),
    stdio: "inherit",
  });
  atEnd(() => prisma.kill());
  return new Promise((resolve) => prisma.once("exit", (code) => resolve(code ?? 1)));
}
