// npm run db -- <prisma arguments>: the Prisma CLI with the right database, e.g. npm run db -- migrate dev --name add-x
import { spawn } from "node:child_process";
import { openDatabase } from "./postgres/database.mjs";
import { loadDotEnv, prismaEnvironment, requireNode, root, tools } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";

runToEnd(db, { signalCode: 130 });

async function db() {
  requireNode();
  loadDotEnv();
  await installWhenStale();
  const database = await openDatabase();
  atEnd(database.leave);
  const args = process.argv.slice(2);
  // in our own process group and on our terminal: Prisma asks questions
  const prisma = spawn(process.execPath, [tools.prisma, ...(args.length > 0 ? args : ["--help"])], {
    cwd: root,
    env: prismaEnvironment(process.env, database.url),
    stdio: "inherit",
  });
  atEnd(() => prisma.kill());
  return new Promise((resolve) => prisma.once("exit", (code) => resolve(code ?? 1)));
}
