// Lock files that survive a kill -9 of their owner: a lock whose owner is gone is taken over.
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isSameProcess } from "./process-identity.mjs";

/**
 * Takes the lock, or tells who holds it.
 *
 * @param file    path of the lock file; its folder is made.
 * @param details told to whoever finds the lock taken.
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

/** Waits for the lock, for at most `timeoutMs`. */
export async function claimSoon(file, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const claimed = await claim(file);
    if (!("holder" in claimed)) return claimed;
    if (Date.now() > deadline)
      throw new Error(`${file} has been held too long by process ${claimed.holder.pid}`);
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

/** The holder, or null. A file just made may still be empty: it gets a second look. */
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

/** By rename, because of two who find the same stale lock only one may remove it, and never the other's new one. */
function removeStale(file) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    fs.renameSync(file, aside);
    const moved = JSON.parse(fs.readFileSync(aside, "utf8"));
    if (isSameProcess(moved)) fs.linkSync(aside, file);
  } catch {
    // gone already, or unreadable and therefore nobody's
  }
  fs.rmSync(aside, { force: true });
}
