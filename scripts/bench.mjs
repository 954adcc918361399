// npm run bench [-- NAME…]: runs the benchmarks whose path contains one of the names, each on a separate database,
// appends the results to docs/benchmarks.jsonl, and prints what changed since the last run.
import fs from "node:fs";
import path from "node:path";
import { keepResults, printChanges, readFigures } from "./bench/results.mjs";
import { throwAwayPostgres } from "./postgres/postgres-throw-away.mjs";
import { dataFolder, PlainError, requireNode } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { buildWeb, generateClient, migrate } from "./prepare/prepare.mjs";
import { environmentFor } from "./prepare/process-environment.mjs";
import { filesUnder } from "./prepare/stamps.mjs";
import { runNode } from "./processes/children.mjs";
import { say } from "./processes/progress.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";
import { findClickHouse } from "./tests/clickhouse.mjs";

const figuresFile = path.join(dataFolder, "benchmark-figures.jsonl");

runToEnd(bench, { signalCode: 130 });

async function bench() {
  requireNode();
  const files = chooseFiles(process.argv.slice(2));
  await installWhenStale();
  await generateClient();
  if (files.some(needsBuild)) await buildWeb({ distFolder: ".next-test" });
  // Durable, as in production: without fsync the results would look better than they are.
  const server = await throwAwayPostgres({ durable: true });
  atEnd(server.leave);
  // ClickHouse takes half a gigabyte to install, so only the benchmarks that use it install it.
  const clickhouse = files.some((file) => file.includes("history")) ? await findClickHouse() : { url: null };
  if (clickhouse.url) atEnd(clickhouse.stop);

  fs.mkdirSync(dataFolder, { recursive: true });
  fs.rmSync(figuresFile, { force: true });
  const failed = [];
  for (const [place, file] of files.entries()) {
    say(file);
    // A separate database, so that rows left behind by one benchmark do not affect the next.
    const database = server.urlsOf(`bench_${place}`);
    await migrate(database);
    const args = ["--expose-gc", "--import", "tsx", "--import", "./scripts/tests/start-as-all.ts", file];
    const env = await environmentOf(database, clickhouse.url);
    const code = await runNode(file, args, { env, mustPass: false });
    if (code !== 0) failed.push(file);
  }
  const figures = readFigures(figuresFile);
  printChanges(figures);
  await keepResults(figures);
  say(`${files.length - failed.length} of ${files.length} benchmarks stayed within their bounds`);
  for (const file of failed) console.error(`failed: ${file}`);
  return failed.length === 0 ? 0 : 1;
}

function environmentOf({ url, ownerUrl }, clickhouseUrl) {
  return environmentFor("tests", process.env, {
    ...(clickhouseUrl ? { TEST_CLICKHOUSE_URL: clickhouseUrl } : {}),
    BENCH_RESULTS: figuresFile,
    DATABASE_URL: url,
    TEST_DATABASE_OWNER_URL: ownerUrl,
    NODE_ENV: "production",
    TZ: "UTC",
  });
}

/** These benchmarks start the web process of a production build. */
function needsBuild(file) {
  return /(http|lighthouse)\.bench\.ts$/.test(file);
}

function chooseFiles(names) {
  const all = ["src", "scripts/bench"].flatMap(filesUnder).filter((file) => file.endsWith(".bench.ts"));
  const chosen = names.length === 0 ? all : all.filter((file) => names.some((name) => file.includes(name)));
  if (chosen.length > 0) return chosen;
  throw new PlainError(
    `No benchmark path contains ${names.join(" or ")}. Choose from:\n  ${all.join("\n  ")}`,
  );
}
