// A value for every setting that appears nowhere else, so that whoever shows it or holds it is found.
import { randomBytes } from "node:crypto";
import { loadTable } from "../prepare/process-environment.mjs";

/** Variables of somebody else that a launcher's shell may hold. No process may get them. */
const foreignNames = [
  "AWS_SESSION_TOKEN",
  "GITHUB_TOKEN",
  "KUBECONFIG",
  "NPM_TOKEN",
  "PGPASSWORD",
  "SSH_AUTH_SOCK",
];

/** Services that are not there: what is said about the failure must not contain the password. */
const nowhere = "127.0.0.1:9";

/** Settings whose value decides what is started, and the only ones that are not planted. */
const chosen = { LOG_LEVEL: "trace", MARKET: "simulated" };

/**
 * @param given settings with a value of their own, such as the address of a server that answers; null: not planted.
 * @returns {Promise<{ env: Record<string, string>, secrets: Map<string, string> }>} env: a value for each setting and foreign
 *   variable. secrets: what must not be shown, by the name of its variable.
 */
export async function plantCanaries(given = {}) {
  const { settingsByName } = await loadTable();
  const env = Object.fromEntries(foreignNames.map((name) => [name, canary()]));
  const secrets = new Map(Object.entries(env));
  for (const [name, setting] of settingsByName) {
    if (setting.isSetByLauncher || given[name] === null) continue;
    env[name] = given[name] ?? chosen[name] ?? valueFor(name, setting);
    if (setting.isSecret) secrets.set(name, secretIn(env[name]));
  }
  return { env, secrets };
}

/** The first text that the setting accepts. */
function valueFor(name, { schema, example }) {
  const scheme = /^\w+:/.exec(example ?? "")?.[0] ?? "http:";
  const own = canary();
  const candidates = [`${scheme}//user:${own}@${nowhere}/canary`, `http://${nowhere}`, own, `secret/${own}`];
  // An example that is no address must not be given one, even where any text is accepted.
  if (!/^\w+:\/\//.test(example ?? "")) candidates.unshift(own);
  // A number or a word cannot be told apart from others: for those, that the name is held is what counts.
  const usual = [example, schema.safeParse(undefined).data, "sandbox"]
    .filter((one) => one !== undefined)
    .map(String);
  const text = [...candidates, ...usual].find((one) => schema.safeParse(one).success);
  if (text === undefined) throw new Error(`no canary fits ${name}: add one to scripts/canaries/plant.mjs`);
  return text;
}

function secretIn(text) {
  return URL.canParse(text) && new URL(text).password ? new URL(text).password : text;
}

function canary() {
  return `canary${randomBytes(12).toString("hex")}`;
}
