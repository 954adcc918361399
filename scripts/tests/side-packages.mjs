// Packages that only tests and benchmarks need, each set with a lock file of its own under infrastructure/.
import fs from "node:fs";
import path from "node:path";
import { dataFolder, root } from "../prepare/environment.mjs";
import { runStep } from "../processes/children.mjs";
import { say } from "../processes/progress.mjs";
import { waitForClaim } from "../processes/single-run.mjs";

const installWithinMs = 300_000;

/**
 * Installs the packages of a folder, once: stages that run at the same time wait for each other.
 *
 * @param name of the folder in infrastructure/.
 * @param what completes "installing ... for tests".
 * @returns whether they are installed.
 */
export async function installAside(name, what) {
  const home = path.join(root, "infrastructure", name);
  if (isInstalled(home)) return true;
  const claimed = await waitForClaim(path.join(dataFolder, `install-${name}.json`), installWithinMs);
  try {
    if (isInstalled(home)) return true;
    say(`installing ${what} for tests (npm ci in infrastructure/${name})`);
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const args = ["ci", "--prefix", home, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    return (await runStep("npm ci", npm, args, { mustPass: false })) === 0;
  } finally {
    claimed.release();
  }
}

function isInstalled(home) {
  const record = path.join(home, "node_modules/.package-lock.json");
  const lock = path.join(home, "package-lock.json");
  return fs.existsSync(record) && fs.statSync(record).mtimeMs >= fs.statSync(lock).mtimeMs;
}
