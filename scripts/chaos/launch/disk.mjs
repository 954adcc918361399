// A small file system for the database, so that a disk can fill up without filling the machine's.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const sizeMib = 1_024;

/** @returns {{ folder: string, release(): void } | null} null where this account cannot mount one; faults of the disk are then left out. */
export function limitDisk() {
  if (process.platform !== "linux" || process.getuid() !== 0) return null;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-chaos-disk-"));
  const options = `size=${sizeMib}m,mode=0755`;
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", options, "gpubroker-chaos", folder]);
  if (mounted.status !== 0) {
    fs.rmdirSync(folder);
    return null;
  }
  return { folder, release: () => release(folder) };
}

function release(folder) {
  // Lazily: a process that is ending may still hold a file.
  spawnSync("umount", ["--lazy", folder]);
  fs.rmdirSync(folder);
}
