// Asks the registry whether it knows of faults in the product's packages.
import { spawn } from "node:child_process";
import { root } from "../prepare/environment.mjs";
import { systemVariables } from "../prepare/process-environment.mjs";

const withinMs = 30_000;

/** @returns { findings } of severity high or critical, or { unanswered } with the registry's reason. */
export async function askRegistry() {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["audit", "--omit=dev", "--audit-level=high", "--json", "--fetch-retries=0"];
  const child = spawn(npm, args, {
    cwd: root,
    env: systemVariables(process.env),
    stdio: ["ignore", "pipe", "ignore"],
    timeout: withinMs,
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part) => {
    text += part;
  });
  await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  return readAudit(text);
}

/** Reads what `npm audit --json` prints. Only a whole report counts as an answer. */
export function readAudit(text) {
  const report = parseOrNull(text);
  if (report?.metadata?.vulnerabilities === undefined)
    return { unanswered: report?.message ?? report?.error?.summary ?? "the registry did not answer in time" };
  const serious = Object.values(report.vulnerabilities).filter(({ severity }) =>
    ["high", "critical"].includes(severity),
  );
  return {
    findings: serious.map(
      ({ name, severity, range, via }) => `${name} ${range} (${severity}): ${titles(via)}`,
    ),
  };
}

/** Why: titles of advisories, or the names of packages that bring the fault. */
function titles(via) {
  return via
    .map((one) => (typeof one === "string" ? `through ${one}` : `${one.title} ${one.url}`))
    .join("; ");
}

function parseOrNull(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
