// The engine itself: the WebAssembly module, instantiated by hand, on top of Prisma's PostgreSQL adapter.
import fs from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { createDatabase, dropDatabase } from "./schema-engine-database.mjs";

// PostgreSQL's type oids
const internalChar = 18;
const text = 25;

/**
 * @param options.url            the database.
 * @param options.datamodelFiles schema files the CLI names.
 * @param options.log            tells the CLI about a panic inside the engine.
 * @returns the engine: one method per JSON-RPC method.
 */
export function createEngine({ url, datamodelFiles, log }) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => log(message) };
  instantiate();
  const datamodels = datamodelFiles.map((file) => [file, fs.readFileSync(file, "utf8")]);
  const adapter = bindMigrationAwareSqlAdapterFactory(createAdapter(url));
  return bindings.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    adapter,
  );
}

/** Node 20 cannot import a .wasm file, which is what the package's own entry does. */
function instantiate() {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const bytes = fs.readFileSync(entry.replace(/schema_engine\.js$/, "schema_engine_bg.wasm"));
  const module = new WebAssembly.Module(bytes);
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
}

function createAdapter(url) {
  const { searchParams, hostname, port, username, password, pathname } = new URL(url);
  // in parts: a connection string would win over the shadow database's name
  const parts = {
    host: decodeURIComponent(hostname),
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ssl: sslOf(searchParams),
  };
  const adapter = new PrismaPg(parts, { schema: searchParams.get("schema") ?? undefined });
  const connect = adapter.connect.bind(adapter);
  adapter.connect = async () => readInternalChar(await connect());
  adapter.connectToShadowDb = async () => readInternalChar(await connectToShadow(url, parts));
  return adapter;
}

/** As libpq: "require" encrypts without checking the certificate, the "verify" modes check it. */
function sslOf(searchParams) {
  const mode = searchParams.get("sslmode");
  if (mode === null || mode === "disable" || mode === "prefer") return undefined;
  return { rejectUnauthorized: mode.startsWith("verify") };
}

/** An empty database for comparisons. PrismaPg's own drops it while its pool still holds it. */
async function connectToShadow(url, parts) {
  const database = `prisma_shadow_${process.pid}_${Date.now()}`;
  await createDatabase(url, database);
  const connection = await new PrismaPg({ ...parts, database }).connect();
  const dispose = connection.dispose.bind(connection);
  connection.dispose = async () => {
    await dispose();
    await dropDatabase(url, database);
  };
  return connection;
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
  // The adapter cuts a script at each semicolon, those within function bodies and comments included.
  connection.executeScript = async (script) => {
    await connection.client.query(script);
  };
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return connection;
}
