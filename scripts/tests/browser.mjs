// A Chromium for the end-to-end tests: one that is there already, else one that can be installed.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root, tools } from "../prepare/environment.mjs";
import { runNode, runStep } from "../processes/children.mjs";
import { say } from "../processes/progress.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApplication = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Path of a browser; "" for Playwright's own; null when there is none and none can be had. */
export async function findBrowser() {
  const here = (process.env.CHROMIUM_PATH || playwrightsOwn()) ?? onSystem();
  if (here !== null) return here;
  say("no Chromium found: asking Playwright for one");
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
  say("installing Debian's chromium");
  await runStep("apt-get update", "apt-get", ["update", "-qq"], options);
  const install = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
  await runStep("apt-get install", "apt-get", install, options);
  return onSystem();
}
