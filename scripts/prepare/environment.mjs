// Paths and environment of the launcher. Only uses Node's built-in modules, because it runs before packages are installed.
import fs from "node:fs";
import path from "node:path";
import { systemVariables } from "./process-environment.mjs";

export const root = path.resolve(import.meta.dirname, "../..");
export const dataFolder = path.join(root, ".data");
export const defaultPort = 10355;

const oldestNode = [20, 19];

/** Command-line tools as scripts for `process.execPath`, so that they need neither a shell nor a .bin link. */
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

/** A failure that the user can fix: printed without a stack trace. */
export class PlainError extends Error {}

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [needMajor, needMinor] = oldestNode;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new PlainError(
    `gpubroker needs Node ${oldestNode.join(".")} or newer, but this is Node ${process.versions.node}. Install a newer Node and start again.`,
  );
}

/** Reads `.env` if it exists. Variables that the shell has set override it. */
export function loadDotEnv() {
  const file = path.join(root, ".env");
  if (fs.existsSync(file)) process.loadEnvFile(file);
}

/**
 * The environment for Prisma's CLI, without its check for updates. The CLI also downloads its schema engine, which only `migrate`
 * and `db` use. For other commands the path of any existing file prevents the download.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function prismaEnvironment(env, databaseUrl, command) {
  const needsEngine = command === "migrate" || command === "db";
  return {
    ...systemVariables(env),
    DATABASE_URL: databaseUrl,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    ...(needsEngine ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }),
  };
}
