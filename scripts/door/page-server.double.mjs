// A web process that can be killed. Usage: node scripts/door/page-server.double.mjs PORT. Like Next.js, it renders one page at a time.
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareToDrain } from "../processes/drain.mjs";

const pageMs = 5;
const drain = prepareToDrain();
let turn = Promise.resolve();
const server = http.createServer((_req, res) => {
  turn = turn.then(() => sleep(pageMs)).then(() => void res.end("page"));
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => process.send?.("ready"));
// As in web.mjs. The launcher kills what has not ended in time.
process.once("SIGTERM", () => {
  drain();
  server.close(() => process.exit(0));
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 8_000);
});
process.once("disconnect", () => process.exit(0));
