#!/usr/bin/env node
// Prisma's schema engine without a download. Prisma's CLI starts a native program that it fetches from its own server;
// this one takes its place (PRISMA_SCHEMA_ENGINE_BINARY) and answers from the engine's WebAssembly build on npm.
import { createInterface } from "node:readline";
import { createDatabase, describeFailure, dropDatabase, ping } from "./schema-engine-database.mjs";
import { createEngine } from "./schema-engine-wasm.mjs";

const args = process.argv.slice(2);

if (args.includes("--version")) {
  console.log("schema-engine-cli wasm");
} else if (args.includes("cli")) {
  await runCommand(args[args.indexOf("cli") + 1]);
} else {
  serve();
}

/** `schema-engine cli <command>`: one question, answered by the exit code. */
async function runCommand(name) {
  const url = databaseUrl();
  const commands = {
    "can-connect-to-database": () => ping(url),
    "create-database": () => createDatabase(url),
    "drop-database": () => dropDatabase(url),
  };
  // the CLI skips the first line of stderr
  process.stderr.write("\n");
  try {
    if (!(name in commands)) throw new Error(`unknown command ${name}`);
    await commands[name]();
  } catch (error) {
    const { message, code } = describeFailure(error);
    log(message, { error_code: code });
    process.exitCode = 1;
  }
}

/** JSON-RPC 2.0, one message a line, answered in the order asked. */
function serve() {
  let engine = null;
  let last = Promise.resolve();
  const lines = createInterface({ input: process.stdin });

  async function call(method, params) {
    if (method === "createDatabase") {
      await createDatabase(databaseUrl());
      return { databaseName: new URL(databaseUrl()).pathname.slice(1) };
    }
    engine ??= await createEngine({ url: databaseUrl(), datamodelFiles: valuesOf("--datamodels"), log });
    // the one name that differs between the native engine and the WebAssembly build
    const result = await engine[method === "getDatabaseVersion" ? "version" : method](params);
    // the native engine prints a diff through the CLI instead of returning it
    if (method === "diff" && result?.stdout && !params.output) print(result.stdout);
    return result ?? null;
  }

  async function answer(line) {
    const { id, method, params } = JSON.parse(line);
    const reply = await call(method, params).then(
      (result) => ({ result }),
      (error) => ({ error: toRpcError(error) }),
    );
    send({ id, ...reply });
  }

  lines.on("line", (line) => {
    last = last.then(() => answer(line));
  });
  lines.on("close", () => void last.then(() => process.exit(0)));
}

function toRpcError(error) {
  const details = {
    is_panic: false,
    message: String(error.message ?? error),
    error_code: error.code ?? null,
    meta: error.meta ?? null,
  };
  return { code: 4466, message: "An error happened. Check the data field for details.", data: details };
}

function print(content) {
  send({ id: 0, method: "print", params: { content } });
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function log(message, more = {}) {
  const entry = {
    level: "ERROR",
    target: "schema_engine::logger",
    timestamp: new Date().toISOString(),
    fields: { message, ...more },
  };
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}

function databaseUrl() {
  const [source] = valuesOf("--datasource");
  return (source && JSON.parse(source).url) ?? process.env.DATABASE_URL;
}

function valuesOf(flag) {
  return args.flatMap((arg, index) => (arg === flag ? [args[index + 1]] : []));
}
