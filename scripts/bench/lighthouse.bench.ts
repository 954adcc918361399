import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { findBrowser } from "../tests/browser.mjs";
import { report as reportFigure } from "./report";

/** Runs Lighthouse (mobile) on the landing page of a production build that uses the benchmark's database. Every score has a bound. */
const PORT = 21_358;
const LEAST_SCORE = 95;
const url = `http://127.0.0.1:${PORT}/`;
const home = path.resolve("infrastructure/lighthouse");
const distDir = [".next-test", ".next"].find((dir) => existsSync(`${dir}/BUILD_ID`));
if (!distDir)
  throw new Error("found no production build: run `npm run up` or `npm test` once, then try again");

const cli = install();
run(process.execPath, ["--import", "tsx", "prisma/seed.ts"]);
const web = spawn(process.execPath, ["scripts/processes/web.mjs", "start", String(PORT)], {
  stdio: ["ignore", "ignore", "inherit", "ipc"],
  env: { ...process.env, NEXT_DIST_DIR: distDir, LOG_LEVEL: "error" },
});
try {
  await untilReady();
  const report = measure(await findBrowser());
  const scores = Object.entries(report.categories).map(
    ([id, { score }]) => [id, Math.round(score * 100)] as const,
  );
  const details = [
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
  ];
  console.log(
    `landing on a phone: ${details.map((id) => `${id} ${report.audits[id]?.displayValue}`).join(", ")}`,
  );
  for (const [id, score] of scores) {
    reportFigure({
      name: `landing: ${id}`,
      value: score,
      unit: "points",
      anchor: null,
      isLessBetter: false,
      bound: { text: `at least ${LEAST_SCORE}`, isHeld: score >= LEAST_SCORE },
    });
  }
  const failed = Object.values(report.audits).filter(
    (audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode === "binary",
  );
  for (const audit of failed) console.log(`  failed: ${audit.id}`);
} finally {
  web.kill("SIGTERM");
}

type Report = {
  categories: Record<string, { score: number }>;
  audits: Record<
    string,
    { id: string; score: number | null; scoreDisplayMode: string; displayValue?: string }
  >;
};

function install(): string {
  const file = path.join(home, "node_modules/lighthouse/cli/index.js");
  if (!existsSync(file))
    run("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"], home);
  return file;
}

function measure(browser: string | null): Report {
  const output = path.join(home, "node_modules", "report.json");
  const isRoot = process.getuid?.() === 0;
  const flags = [
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    ...(isRoot ? ["--no-sandbox"] : []),
  ];
  run(
    process.execPath,
    [cli, url, "--quiet", "--output=json", `--output-path=${output}`, `--chrome-flags=${flags.join(" ")}`],
    process.cwd(),
    browser ? { CHROME_PATH: browser } : {},
  );
  return JSON.parse(readFileSync(output, "utf8"));
}

function run(command: string, args: string[], cwd = process.cwd(), more: Record<string, string> = {}): void {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: "inherit",
    env: { ...process.env, LOG_LEVEL: "error", ...more },
  });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed with exit code ${status}`);
}

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("the web process did not respond within a minute");
}
