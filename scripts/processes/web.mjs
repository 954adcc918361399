// Runs Next.js so that it ends with its launcher and in time. Usage: node scripts/processes/web.mjs start|dev PORT
import { tools } from "../prepare/environment.mjs";
import { prepareToDrain } from "./drain.mjs";

/** Next.js stops listening and waits for every open request, however long its client takes. */
const stopWithinMs = 8_000;
const [mode = "start", port = "3000"] = process.argv.slice(2);

const drain = prepareToDrain();

// The IPC channel closes when the launcher dies, even by kill -9. Next's exit handlers then stop the processes that it has forked.
process.on("disconnect", () => process.exit(0));
for (const [signal, code] of [
  ["SIGTERM", 143],
  ["SIGINT", 130],
])
  process.once(signal, () => {
    drain();
    setTimeout(() => process.exit(code), stopWithinMs).unref();
  });

process.argv = [process.execPath, tools.next, mode, "-H", "127.0.0.1", "-p", port];
await import(tools.next);
