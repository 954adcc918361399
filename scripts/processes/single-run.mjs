// Lock files that remain usable after a kill -9: if the process that holds a lock has ended, another one takes it over.
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isSameProcess } from "./process-identity.mjs";

/**
 * Takes the lock, or returns its holder.
 *
 * @param file    path of the lock file; its folder is created.
 * @param details returned to other processes as part of the holder.
 * @returns {{ release(): void } | { holder: object }} holder = { pid, startMark, ...details }.
 */
export async function claim(file, details = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const content = JSON.stringify({ ...identify(), ...details });
  for (;;) {
    if (create(file, content)) return { release: () => fs.rmSync(file, { force: true }) };
    const holder = await read(file);
    if (holder && isSameProcess(holder)) return { holder };
    removeStale(file);
  }
}

/** Like {@link claim}, but waits for the lock for at most `timeoutMs`. */
export async function waitForClaim(file, timeoutMs) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const claimed = await claim(file);
    if (!("holder" in claimed)) return claimed;
    if (performance.now() > deadline)
      throw new Error(
        `Process ${claimed.holder.pid} has held the lock ${file} for more than ${timeoutMs / 1000} s. Stop that process and start again.`,
      );
    await sleep(50);
  }
}

function create(file, content) {
  try {
    fs.writeFileSync(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** The holder, or null. A new file may still be empty, so this reads it a second time. */
async function read(file) {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      return JSON.parse(fs.readFileSync(file, "utf8"));
    } catch {
      await sleep(100);
    }
  }
  return null;
}

/** Renames the file first: if two processes find the same stale lock, only one may remove it, and never the other's new lock. */
function removeStale(file) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    fs.renameSync(file, aside);
    const moved = JSON.parse(fs.readFileSync(aside, "utf8"));
    if (isSameProcess(moved)) fs.linkSync(aside, file);
  } catch {
    // Already removed, or unreadable and therefore held by nobody.
  }
  fs.rmSync(aside, { force: true });
}
