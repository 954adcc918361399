// Prisma's schema engine as WebAssembly: compares prisma/schema with a database. Prisma's CLI would download the engine as a
// native program.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { root } from "../prepare/environment.mjs";
import { filesUnder } from "../prepare/stamps.mjs";

// PostgreSQL's type oids
const internalChar = 18;
const text = 25;
const everything = { externalTables: [], externalEnums: [] };
let isInstantiated = false;

/**
 * The SQL that turns the tables of a database into those of prisma/schema; empty if they are the same.
 *
 * @param url a database to which all migrations have been applied.
 */
export async function diffFromSchema(url) {
  const files = filesUnder("prisma/schema").map((file) => ({ path: file, content: contentOf(file) }));
  const { stdout } = await withEngine(url, (engine) =>
    engine.diff({
      // The schema only states that it is PostgreSQL; the adapter provides the connection.
      from: { tag: "schemaDatasource", files, configDir: root },
      to: { tag: "schemaDatamodel", files },
      script: true,
      shadowDatabaseUrl: null,
      exitCode: true,
      filters: everything,
    }),
  );
  const script = stdout?.trim() ?? "";
  return script === "-- This is an empty migration." ? "" : script;
}

/** Runs `work` with an engine that is connected to a database. */
export async function withEngine(url, work) {
  instantiate();
  const adapter = new PrismaPg({ connectionString: url });
  const connect = adapter.connect.bind(adapter);
  const connections = [];
  adapter.connect = async () => {
    const connection = readInternalChar(await connect());
    connections.push(connection);
    return connection;
  };
  const engine = await bindings.SchemaEngine.new({}, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
  try {
    return await work(engine);
  } finally {
    engine.free();
    for (const connection of connections) await connection.dispose();
  }
}

/** Once per process: all engines share the module's memory. The package's entry imports a .wasm file, which Node 20 cannot do. */
function instantiate() {
  if (isInstantiated) return;
  isInstantiated = true;
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const bytes = fs.readFileSync(entry.replace(/schema_engine\.js$/, "schema_engine_bg.wasm"));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
}

/** The adapter refuses PostgreSQL's internal type "char", which the engine's catalogue queries return. */
function readInternalChar(connection) {
  const performIO = connection.performIO.bind(connection);
  const queryRaw = connection.queryRaw.bind(connection);
  const charColumns = new WeakMap();
  connection.performIO = async (query) => {
    const result = await performIO(query);
    const fields = result?.fields ?? [];
    const columns = [...fields.keys()].filter((index) => fields[index].dataTypeID === internalChar);
    for (const index of columns) fields[index].dataTypeID = text;
    charColumns.set(query, columns);
    return result;
  };
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return connection;
}

function contentOf(file) {
  return fs.readFileSync(path.join(root, file), "utf8");
}
