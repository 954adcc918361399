// Finds a Chromium for the end-to-end tests, or installs one.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root, tools } from "../prepare/environment.mjs";
import { runNode, runStep } from "../processes/children.mjs";
import { say } from "../processes/progress.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApplication = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** The path of a browser, "" for Playwright's own, or null if there is none and none can be installed. */
export async function findBrowser() {
  const here = (process.env.CHROMIUM_PATH || playwrightsOwn()) ?? onSystem();
  if (here !== null) return here;
  say("no Chromium found: installing Playwright's Chromium");
  const options = { mustPass: false };
  await runNode("playwright install", [tools.playwright, "install", "chromium"], options);
  return playwrightsOwn() ?? (await fromDebian(options));
}

function playwrightsOwn() {
  const { chromium } = createRequire(path.join(root, "package.json"))("@playwright/test");
  return fs.existsSync(chromium.executablePath()) ? "" : null;
}

function onSystem() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...candidates, macApplication].find((file) => fs.existsSync(file)) ?? null;
}

async function fromDebian(options) {
  const canInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (!canInstall) return null;
  say("installing Debian's chromium package");
  await runStep("apt-get update", "apt-get", ["update", "-qq"], options);
  const install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
  await runStep("apt-get install", "apt-get", install, options);
  return onSystem();
}
