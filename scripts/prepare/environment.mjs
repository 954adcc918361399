// Where things are and what each process is told. Node built-ins only: this runs before anything is installed.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");
export const dataFolder = path.join(root, ".data");
export const defaultPort = 10355;

const oldestNode = [20, 19];
const secretNames =
  /_API_KEY$|_API_TOKEN$|_SECRET_KEY$|_CLIENT_SECRET$|^STRIPE_|^PAYPAL_|^AWS_|^VAULT_|^DIGITALOCEAN_|^VERDA_|^AZURE_CLIENT_|_SERVICE_ACCOUNT_KEY$|^HF_TOKEN$|^DATABASE_OWNER_URL$/;

/** Command line tools as scripts for `process.execPath`: no shell and no .bin link stands between us and them. */
export const tools = {
  depcruise: path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
  biome: path.join(root, "node_modules/@biomejs/biome/bin/biome"),
  knip: path.join(root, "node_modules/knip/bin/knip.js"),
  next: path.join(root, "node_modules/next/dist/bin/next"),
  playwright: path.join(root, "node_modules/@playwright/test/cli.js"),
  prisma: path.join(root, "node_modules/prisma/build/index.js"),
  tsc: path.join(root, "node_modules/typescript/bin/tsc"),
  vitest: path.join(root, "node_modules/vitest/vitest.mjs"),
};

/** A failure the person can mend: printed as one line, without a stack. */
export class PlainError extends Error {}

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [needMajor, needMinor] = oldestNode;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new PlainError(`Node ${oldestNode.join(".")} or newer is needed; this is ${process.version}.`);
}

/** Reads `.env` when there is one. What the shell has already set wins. */
export function loadDotEnv() {
  const file = path.join(root, ".env");
  if (fs.existsSync(file)) process.loadEnvFile(file);
}

/** The key that signs sessions: from the environment, else made once and kept for the owner's eyes only. */
export function authSecret() {
  if (process.env.NEXTAUTH_SECRET) return process.env.NEXTAUTH_SECRET;
  const file = path.join(dataFolder, "auth-secret");
  if (!fs.existsSync(file)) {
    fs.mkdirSync(dataFolder, { recursive: true });
    fs.writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  }
  return fs.readFileSync(file, "utf8").trim();
}

/** The environment without provider keys and gateway secrets: what an intruder in the web process could read. */
export function withoutSecrets(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !secretNames.test(name)));
}

/** How many provider keys are set, for the line `up` prints. */
export function countProviderKeys(env) {
  const isKey = (name) => /_API_KEY$|_API_TOKEN$|^DIGITALOCEAN_TOKEN$|^VERDA_CLIENT_SECRET$/.test(name);
  return Object.entries(env).filter(([name, value]) => isKey(name) && value).length;
}

/**
 * Prisma's command line asks for news on every run and downloads its schema engine, which only `migrate` and `db` use:
 * for the other commands any file that exists passes for it.
 */
export function prismaEnvironment(env, databaseUrl, command) {
  const needsEngine = command === "migrate" || command === "db";
  return {
    ...env,
    DATABASE_URL: databaseUrl,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    ...(needsEngine ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }),
  };
}
