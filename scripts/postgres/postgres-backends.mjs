// The server processes of a PostgreSQL whose main process has ended.
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, identify, isSameProcess } from "../processes/process-identity.mjs";

/**
 * Kills the backends that work on this data and waits until they are gone. Call it only if the main process has ended: normally
 * they notice that at once, but a busy or stopped one does not, and PostgreSQL refuses to start while one of them is left.
 *
 * Other systems than Linux do not tell the folder of a process; there PostgreSQL refuses to start until the last one has ended.
 */
export async function endBackends(dataFolder) {
  const backends = findBackends(dataFolder);
  for (const { pid } of backends) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
  while (backends.some(isSameProcess)) await sleep(10);
}

/** PostgreSQL's processes work in the data folder and are named "postgres: " and their task. */
function findBackends(dataFolder) {
  if (process.platform !== "linux" || !fs.existsSync(dataFolder)) return [];
  const folder = fs.realpathSync(dataFolder);
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && folderOf(name) === folder)
    .map((name) => identify(Number(name)))
    .filter((found) => found !== null && commandOf(found.pid).startsWith("postgres: "));
}

/** Null for processes that have ended or belong to another account. */
function folderOf(pid) {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}
