// npm run bench [-- NAME…]: runs the benchmarks whose path contains one of the names, on a migrated throw-away database.

import { throwAwayPostgres } from "./postgres/postgres-throw-away.mjs";
import { PlainError, requireNode } from "./prepare/environment.mjs";
import { installWhenStale } from "./prepare/install.mjs";
import { generateClient, migrate } from "./prepare/prepare.mjs";
import { filesUnder } from "./prepare/stamps.mjs";
import { runNode } from "./processes/children.mjs";
import { say } from "./processes/progress.mjs";
import { atEnd, runToEnd } from "./processes/shutdown.mjs";
import { findClickHouse } from "./tests/clickhouse.mjs";

runToEnd(bench, { signalCode: 130 });

async function bench() {
  requireNode();
  const files = chooseFiles(process.argv.slice(2));
  await installWhenStale();
  // durable, as in production: figures taken without fsync would flatter
  const server = await throwAwayPostgres({ durable: true });
  atEnd(server.leave);
  await generateClient();
  const url = server.urlOf("bench");
  await migrate(url);
  // half a gigabyte to install: only for whom it is measured
  const clickhouse = files.some((file) => file.includes("history")) ? await findClickHouse() : { url: null };
  if (clickhouse.url) atEnd(clickhouse.stop);
  const more = clickhouse.url ? { TEST_CLICKHOUSE_URL: clickhouse.url } : {};

  const failed = [];
  for (const file of files) {
    say(file);
    const code = await runNode(file, ["--expose-gc", "--import", "tsx", file], {
      env: {
        ...process.env,
        CLICKHOUSE_URL: "",
        ...more,
        DATABASE_URL: url,
        NODE_ENV: "production",
        TZ: "UTC",
      },
      mustPass: false,
    });
    if (code !== 0) failed.push(file);
  }
  say(`${files.length - failed.length} of ${files.length} benchmarks ran through`);
  for (const file of failed) console.error(`failed: ${file}`);
  return failed.length === 0 ? 0 : 1;
}

function chooseFiles(names) {
  const all = ["src", "scripts/bench"].flatMap(filesUnder).filter((file) => file.endsWith(".bench.ts"));
  const chosen = names.length === 0 ? all : all.filter((file) => names.some((name) => file.includes(name)));
  if (chosen.length > 0) return chosen;
  throw new PlainError(`No benchmark matches. There are:\n  ${all.join("\n  ") || "none yet"}`);
}
