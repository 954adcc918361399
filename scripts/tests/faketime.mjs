// libfaketime, which gives a process a wall clock that a test sets while the process runs.
import fs from "node:fs";
import path from "node:path";

/** @returns the path of the library, or null where it is not installed (Debian: apt install faketime). */
export function findFaketime() {
  const roots = ["/usr/lib", "/usr/lib64", "/usr/local/lib"].filter((root) => fs.existsSync(root));
  const folders = roots
    .flatMap((root) => [root, ...subfoldersOf(root)])
    .map((root) => path.join(root, "faketime"));
  const files = folders.map((folder) => path.join(folder, "libfaketimeMT.so.1"));
  return files.find((file) => fs.existsSync(file)) ?? null;
}

function subfoldersOf(root) {
  return fs
    .readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(root, name));
}

/**
 * The variables that let a process read its wall clock through the file at `offsetFile`, which holds "+0" or "-10d". Its stopwatch
 * stays true, as it does when the clock of a machine is set.
 */
export function faketimeVariables(library, offsetFile) {
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: offsetFile,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
}
