// Proves that each process holds its own settings and no others, and that no secret is shown. The stage "canaries" of npm test
// runs this with a canary in every setting of the environment: node scripts/canaries/run.mjs REPORT
import fs from "node:fs";
import { loadTable } from "../prepare/process-environment.mjs";
import { atEnd, runToEnd } from "../processes/shutdown.mjs";
import { distFolder, startSite } from "../tests/test-stages.mjs";
import { readAnswers, readRows, readScripts } from "./read-outputs.mjs";
import { canRead, readDescendants } from "./read-processes.mjs";

const [reportFile] = process.argv.slice(2);
const { secrets: planted, env } = JSON.parse(fs.readFileSync(reportFile, "utf8"));
const logs = [];

runToEnd(async () => {
  for (const stream of [process.stdout, process.stderr]) keepWhatIsWritten(stream);
  const { BASE_URL, site: database } = await startSite(atEnd, process.env);
  const site = { urls: { workers: database.url, ...database.urls }, ownerUrl: database.ownerUrl };
  const outputs = [
    ...(await readAnswers(BASE_URL)),
    ...readScripts(distFolder),
    ...(await readRows(site.ownerUrl)),
  ];
  const { settingsByName, mayRead } = await loadTable();
  const processes = canRead ? readDescendants() : [];
  const secrets = [...Object.entries(planted), ...passwordsOf(site)];
  outputs.push(["the logs", logs.join("")]);
  const checks = [
    ...processes.map((one) => describeHolding(one, { env, settingsByName, mayRead, site })),
    ...outputs.map(([where, text]) => shownIn(where, text, secrets)),
    missingServices(processes),
  ];
  const failures = checks.flat();
  const leftOut = canRead ? [] : ["what processes hold: this system does not tell (Linux does)"];
  const passed = checks.filter(({ length }) => length === 0).length;
  fs.writeFileSync(reportFile, JSON.stringify({ passed, failed: failures.length, failures, leftOut }));
  return failures.length === 0 ? 0 : 1;
});

function keepWhatIsWritten(stream) {
  const write = stream.write.bind(stream);
  stream.write = (chunk, ...more) => {
    logs.push(String(chunk));
    return write(chunk, ...more);
  };
}

/** The passwords that the launcher has made are secrets too. */
function passwordsOf({ urls }) {
  return Object.entries(urls).map(([name, url]) => [`the database login of ${name}`, new URL(url).password]);
}

function shownIn(where, text, secrets) {
  return secrets
    .filter(([, value]) => text.includes(value))
    .map(([name]) => `canaries: ${where} shows ${name}`);
}

/** A setting is held by exactly the processes that may read it; a variable that is no setting, and was planted, by none. */
function describeHolding(
  { pid, command, service, env: held },
  { env: given, settingsByName, mayRead, site },
) {
  if (service === null)
    return [`canaries: process ${pid} (${command}) belongs to no known service: add it to scripts/canaries`];
  const has = (name) => name in held;
  const should = (name) => settingsByName.has(name) && mayRead(service, name);
  const wrong = Object.keys(given).filter((name) => has(name) !== should(name));
  const logins = Object.entries(site.urls).filter(([name, url]) => {
    const own = name === service || (name === "workers" && !(service in site.urls));
    return !own && Object.values(held).some((value) => value.includes(new URL(url).password));
  });
  return [
    ...wrong.map((name) => `canaries: ${service} (process ${pid}) ${has(name) ? "holds" : "lacks"} ${name}`),
    ...logins.map(([name]) => `canaries: ${service} (process ${pid}) holds the database login of ${name}`),
  ];
}

/** Without this, a service that is no longer recognised would pass. */
function missingServices(processes) {
  if (!canRead) return [];
  const found = new Set(processes.map(({ service }) => service));
  return ["door", "web", "workers", "realtime", "simulator", "postgres"]
    .filter((name) => !found.has(name))
    .map((name) => `canaries: no process of ${name} was found`);
}
