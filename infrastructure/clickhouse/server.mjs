// A ClickHouse server for tests and benchmarks: this file puts an HTTP interface around the engine in this process (chdb), so
// that @clickhouse/client can use it. It tests our SQL on the real engine, but not authentication, TLS or replication.
//
//   node infrastructure/clickhouse/server.mjs [PORT]     prints the URL and sends { url } to the parent over IPC
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { Session } from "chdb";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-clickhouse-"));
const session = new Session(folder);

const server = http.createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
  if (pathname === "/ping") return response.end("Ok.\n");
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const sql = [searchParams.get("query"), Buffer.concat(chunks).toString("utf8")].filter(Boolean).join("\n");
  try {
    response.end(run(sql, parametersOf(searchParams)));
  } catch (error) {
    const [, code = "0"] = /Code: (\d+)/.exec(error.message) ?? [];
    response.writeHead(400, { "x-clickhouse-exception-code": code }).end(error.message);
  }
});

/** The engine blocks while it runs a query, so it needs a separate process. */
function run(sql, parameters) {
  return Object.keys(parameters).length > 0 ? session.queryBind(sql, parameters) : session.query(sql);
}

/** HTTP parameters are in ClickHouse's text format, with lists in brackets; the engine's binding takes plain values. */
function parametersOf(searchParams) {
  const bound = [...searchParams].filter(([name]) => name.startsWith("param_"));
  return Object.fromEntries(bound.map(([name, value]) => [name.slice("param_".length), plain(value)]));
}

function plain(value) {
  if (!value.startsWith("[")) return unescaped(value);
  const texts = [...value.matchAll(/'((?:\\.|[^'\\])*)'/gs)].map(([, text]) => unescaped(text));
  return texts.length > 0 ? texts : JSON.parse(value);
}

function unescaped(text) {
  const controls = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", 0: "\0" };
  return text.replace(/\\(.)/gs, (_, character) => controls[character] ?? character);
}

function stop() {
  server.close();
  server.closeAllConnections();
  session.cleanup?.();
  fs.rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  process.stdout.write(`${url}\n`);
  process.send?.({ url });
});
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);
process.on("disconnect", stop);
