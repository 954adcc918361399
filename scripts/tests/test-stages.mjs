// The stages of `npm test`.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { plantCanaries } from "../canaries/plant.mjs";
import { throwAwayPostgres } from "../postgres/postgres-throw-away.mjs";
import { tools } from "../prepare/environment.mjs";
import { buildWeb, generateClient, migrate, seed } from "../prepare/prepare.mjs";
import { environmentFor, systemVariables } from "../prepare/process-environment.mjs";
import { runNode } from "../processes/children.mjs";
import { freePort } from "../processes/ports.mjs";
import { startServices } from "../processes/services.mjs";
import { askRegistry } from "../supply/audit.mjs";
import { writeBill } from "../supply/bill-of-materials.mjs";
import { checkFloors } from "../supply/check-floors.mjs";
import { findBrowser } from "./browser.mjs";
import { fileTests } from "./change.mjs";
import { findClickHouse } from "./clickhouse.mjs";
import { hasNginx } from "./nginx.mjs";
import { ownMajor, resultsFolderOf, runOnNode } from "./node-releases.mjs";
import { findRedis } from "./redis.mjs";
import { smoke } from "./smoke.mjs";
import { addResults, readPlaywright, readVitest } from "./test-report.mjs";

export const resultsFolder = resultsFolderOf(ownMajor);

// A separate folder, so that tests do not overwrite the build of a running `up`.
export const distFolder = ".next-test";

// On a developer's machine, each of these runs is asked for: npm test -- --node 24.
const isByName = !process.env.CI;

/**
 * A stage resolves to { passed, failed, failures, skipped, leftOut, files }. The stages of one lane run in sequence, the lanes in
 * parallel. `isWanted` states whether a change needs the stage; `isByName`, that a whole run leaves it out unless it is named.
 */
export const stages = [
  { name: "build", lane: "site", run: build, isWanted: () => false },
  { name: "end-to-end", lane: "site", needs: ["build"], run: endToEnd, isWanted: hasJourneys },
  { name: "canaries", lane: "site", needs: ["build"], run: canaries, isWanted: () => false },
  { name: "chaos", lane: "site", needs: ["build"], run: chaos, isWanted: () => false },
  { name: "smoke", lane: "site", needs: ["build"], run: wholeProduct, isWanted: () => false, isByName: true },
  {
    name: "node-26",
    lane: "site",
    run: ({ repeats }) => runOnNode(26, repeats),
    isWanted: () => false,
    isByName,
  },
  { name: "supply", lane: "code", run: supply },
  { name: "lint", lane: "code", run: lint },
  { name: "imports", lane: "code", run: () => check("depcruise", [tools.depcruise, ...cruised]) },
  { name: "rules", lane: "code", run: rules },
  { name: "types", lane: "code", run: types },
  { name: "dead-code", lane: "code", run: () => check("knip", [tools.knip]) },
  { name: "unit", lane: "code", run: unit },
  { name: "database", lane: "code", run: database },
  {
    name: "node-24",
    lane: "code",
    run: ({ repeats }) => runOnNode(24, repeats),
    isWanted: () => false,
    isByName,
  },
];
const cruised = ["src", "workers", "simulators", "scripts", "e2e", "prisma"];

function hasJourneys({ journeys }) {
  return journeys.length > 0;
}

/** Tests do not see the developer's keys and databases, so that results are the same everywhere and no test spends money. */
function testEnvironment(more = {}) {
  const playwright = Object.entries(process.env).filter(([name]) => /^(PLAYWRIGHT_|PWDEBUG$)/.test(name));
  return environmentFor("tests", process.env, {
    ...Object.fromEntries(playwright),
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_DIST_DIR: distFolder,
    TZ: "UTC",
    ...more,
  });
}

async function check(what, args) {
  const code = await runNode(what, args, { env: await testEnvironment(), mustPass: false });
  return code === 0 ? {} : { failed: 1, failures: [`${what} (exit code ${code})`] };
}

/** The packages: none older than its floor, none unlisted or under a licence that is not acceptable, none that the registry warns of. */
async function supply() {
  const audit = askRegistry();
  const checks = [checkFloors(), writeBill().problems];
  const { findings, unanswered } = await audit;
  if (findings) checks.push(findings.map((finding) => `npm audit: ${finding}`));
  const failures = checks.flat();
  const passed = checks.filter(({ length }) => length === 0).length;
  const leftOut = unanswered === undefined ? [] : [`npm audit: the registry gave no answer (${unanswered})`];
  return { passed, failed: failures.length, failures, leftOut };
}

async function lint({ change }) {
  const files = change === null ? ["."] : change.files;
  return check("biome check", [tools.biome, "check", "--no-errors-on-unmatched", ...files]);
}

async function types() {
  await generateClient();
  const routes = await check("next typegen", [tools.next, "typegen"]);
  return routes.failed ? routes : check("tsc --noEmit", [tools.tsc, "--noEmit"]);
}

async function rules() {
  await generateClient();
  return check("rules", ["--import", "tsx", "scripts/rules/check.ts"]);
}

async function unit({ change }) {
  await generateClient();
  const env = await testEnvironment();
  if (change === null) {
    const outcome = await vitest("unit", env);
    if (hasNginx()) return outcome;
    return { ...outcome, leftOut: ["tests behind nginx: install nginx and openssl to run them"] };
  }
  const reached = await vitest("unit", env, changed(change));
  return addResults(reached, await vitest("unit", env, fileTests, "unit-files"));
}

async function database({ atEnd, change }) {
  await generateClient();
  return withCleanup(atEnd, async (cleanup) => {
    const server = await throwAwayPostgres();
    cleanup(server.leave);
    const redis = await findRedis();
    if (redis) cleanup(redis.stop);
    const clickhouse = await findClickHouse();
    if (clickhouse.url) cleanup(clickhouse.stop);
    const database = server.urlsOf("tests");
    await migrate(database);
    const env = await testEnvironment({
      DATABASE_URL: database.url,
      TEST_DATABASE_OWNER_URL: database.ownerUrl,
      ...(redis ? { TEST_REDIS_URL: redis.url } : {}),
      ...(clickhouse.url ? { TEST_CLICKHOUSE_URL: clickhouse.url } : {}),
    });
    const outcome = await vitest("database", env, change === null ? [] : changed(change));
    const leftOut = [
      ...(redis ? [] : ["tests on Redis: set REDIS_URL or install redis-server to run them"]),
      ...(clickhouse.url ? [] : [`tests on ClickHouse: ${clickhouse.reason}`]),
    ];
    return leftOut.length === 0 ? outcome : { ...outcome, leftOut };
  });
}

/** Chooses the tests that import a changed file directly or indirectly. */
function changed({ since }) {
  return ["--changed", since, "--passWithNoTests"];
}

/** Runs the tests of one project: all of them, or those that `choice` selects. */
async function vitest(project, env, choice = [], reportName = project) {
  const output = path.join(resultsFolder, `${reportName}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${output}`];
  const args = [tools.vitest, "run", "--project", project, ...choice, ...reporters];
  const code = await runNode(project, args, { env, mustPass: false });
  return readVitest(output, code);
}

async function build({ all }) {
  await generateClient();
  const code = await buildWeb({ distFolder, always: all, mustPass: false });
  return code === 0 ? {} : { failed: 1, failures: [`next build (exit code ${code})`] };
}

async function endToEnd({ atEnd, change, results }) {
  if (results.get("build")?.failed) return { leftOut: ["end-to-end: the build failed"] };
  const browser = await findBrowser();
  if (browser === null) {
    const remedy = "run `npx playwright install --with-deps chromium`, or set CHROMIUM_PATH";
    return { failed: 1, failures: [`end-to-end: no Chromium (${remedy})`] };
  }
  return withCleanup(atEnd, async (cleanup) => {
    const { site: _site, ...variables } = await startSite(cleanup);
    const output = path.join(resultsFolder, "end-to-end.json");
    const env = await testEnvironment({ ...variables, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON: output });
    const journeys = change === null || change.journeys === "all" ? [] : change.journeys;
    const args = [tools.playwright, "test", ...journeys.map((name) => `e2e/${name}.spec.ts`)];
    const code = await runNode("playwright", args, { env, mustPass: false });
    return readPlaywright(output, code);
  });
}

async function wholeProduct({ atEnd, results }) {
  if (results.get("build")?.failed) return { leftOut: ["smoke: the build failed"] };
  return withCleanup(atEnd, async (cleanup) => smoke((await startSite(cleanup)).BASE_URL));
}

/**
 * A short one, always with the same faults: its seed moves the clock ahead before it kills the workers. The other lane works meanwhile,
 * so times have wide bounds.
 */
async function chaos({ results }) {
  if (results.get("build")?.failed) return { leftOut: ["chaos: the build failed"] };
  const clock = "move the clock of the processes";
  const steps = `${clock}+kill postgres,kill web,${clock}+kill workers,kill workers,stop and continue postgres,kill door,kill realtime`;
  const args = ["scripts/chaos.mjs", "--seed", "2", "--shared", "--sequence", steps];
  const code = await runNode("chaos", args, { env: await testEnvironment(), mustPass: false });
  return code === 0
    ? { passed: 1 }
    : { failed: 1, failures: [`chaos (exit code ${code}); its report is above`] };
}

/** A run of its own, whose environment holds a canary in every setting, as a developer's shell might. */
async function canaries({ atEnd, results }) {
  if (results.get("build")?.failed) return { leftOut: ["canaries: the build failed"] };
  return withCleanup(atEnd, async (cleanup) => {
    const password = randomBytes(12).toString("hex");
    const redis = await findRedis({ password });
    if (redis) cleanup(redis.stop);
    const { env, secrets } = await plantCanaries({ REDIS_URL: redis?.url ?? null });
    const report = path.join(resultsFolder, "canaries.json");
    fs.writeFileSync(report, JSON.stringify({ env, secrets: Object.fromEntries(secrets) }), { mode: 0o600 });
    const options = { env: { ...systemVariables(process.env), ...env }, mustPass: false };
    const code = await runNode("canaries", ["scripts/canaries/run.mjs", report], options);
    const outcome = JSON.parse(fs.readFileSync(report, "utf8"));
    if (outcome.env) return { failed: 1, failures: [`canaries: the run ended with exit code ${code}`] };
    const withoutRedis = redis
      ? []
      : ["canaries: the password of REDIS_URL: install redis-server to plant it"];
    return { ...outcome, leftOut: [...outcome.leftOut, ...withoutRedis] };
  });
}

/**
 * Starts the whole product on a temporary database with simulated prices.
 *
 * @param given the source of the settings; without it, there are none of the developer's.
 * @returns the variables that the tests need, and the addresses of the database.
 */
export async function startSite(cleanup, given) {
  const server = await throwAwayPostgres();
  cleanup(server.leave);
  const site = server.urlsOf("site");
  await migrate(site);
  await seed(site, { env: await testEnvironment() });

  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const { late, ...ports } = await startServices({
    env: given ?? (await testEnvironment()),
    port,
    publicUrl,
    databaseUrl: site.url,
    databaseUrls: site.urls,
    simulated: true,
    distFolder,
    atEnd: cleanup,
  });
  if (late.length > 0) throw new Error(`these processes did not start: ${late.join(", ")}`);
  return {
    BASE_URL: publicUrl,
    WEB_URL: `http://127.0.0.1:${ports.web}`,
    SIMULATOR_URL: ports.simulatorUrl,
    DATABASE_URL: site.url,
    site,
  };
}

/** Stops what the stage has started, in reverse order, at the end of the stage or of the whole run. */
async function withCleanup(atEnd, work) {
  const actions = [];
  const undo = async () => {
    for (const action of actions.splice(0).reverse()) await action();
  };
  atEnd(undo);
  try {
    return await work((action) => actions.push(action));
  } finally {
    await undo();
  }
}
