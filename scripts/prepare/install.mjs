// Installs the packages with `npm ci`, but only if the installed ones differ from the lock file.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { runStep } from "../processes/children.mjs";
import { say } from "../processes/progress.mjs";
import { root } from "./environment.mjs";

// The environment before `.env` is read: install scripts of packages must not see provider keys.
const shellEnvironment = { ...process.env };
const stampFile = path.join(root, "node_modules/.install-stamp");
// Without Node's ABI: no package is compiled at installation, and the binaries that come with packages use Node-API.
const platform = `${process.platform}-${process.arch}`;

/** @returns whether it had to install. */
export async function installWhenStale() {
  const wanted = `${platform} ${hashOfManifests()}`;
  const found = readOrEmpty(stampFile);
  if (found === wanted) return false;
  const samePlatform = found === "" || found.startsWith(`${platform} `);
  if (samePlatform && matchesLock()) {
    fs.writeFileSync(stampFile, wanted);
    return false;
  }
  say("installing packages (npm ci)");
  await runStep("npm ci", npmCommand(), ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    env: shellEnvironment,
  });
  fs.writeFileSync(stampFile, wanted);
  return true;
}

function hashOfManifests() {
  const hash = createHash("sha256");
  for (const file of ["package.json", "package-lock.json"])
    hash.update(fs.readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

/**
 * Whether node_modules already contains the packages of the lock file. npm writes node_modules/.package-lock.json last, so an
 * interrupted installation does not have this file.
 */
function matchesLock() {
  const record = parseOrNull(path.join(root, "node_modules/.package-lock.json"));
  const lock = parseOrNull(path.join(root, "package-lock.json"));
  const manifest = parseOrNull(path.join(root, "package.json"));
  if (!record || !lock || !manifest) return false;
  const asked = lock.packages[""];
  const asksTheSame = ["dependencies", "devDependencies"].every(
    (group) => JSON.stringify(asked[group] ?? {}) === JSON.stringify(manifest[group] ?? {}),
  );
  const installed = Object.entries(lock.packages).every(([place, wanted]) => {
    if (place === "" || wanted.link) return true;
    const here = record.packages[place];
    return here
      ? here.version === wanted.version && here.integrity === wanted.integrity
      : wanted.optional === true;
  });
  return asksTheSame && installed;
}

function npmCommand() {
  return process.platform === "win32" ? "npm.cmd" : "npm";
}

function readOrEmpty(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

function parseOrNull(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}
