// Skips work whose inputs have not changed: a stamp is the hash of all inputs.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { dataFolder, root } from "./environment.mjs";

/** All files under a folder, or the file itself, as sorted paths relative to the checkout, without generated code. */
export function filesUnder(relative) {
  const stat = fs.statSync(path.join(root, relative), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [relative];
  const names = fs.readdirSync(path.join(root, relative)).filter((name) => name !== "generated");
  return names.sort().flatMap((name) => filesUnder(path.join(relative, name)));
}

/** SHA-256 of the names and contents of files and folders (which may be missing) and of any additional texts. */
export function hashOf(paths, ...texts) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesUnder)) {
    hash.update(`${file}\0`).update(fs.readFileSync(path.join(root, file)));
  }
  for (const text of texts) hash.update(`\0${text}`);
  return hash.digest("hex");
}

export function isStamped(name, hash) {
  try {
    return fs.readFileSync(stampFile(name), "utf8") === hash;
  } catch {
    return false;
  }
}

export function stamp(name, hash) {
  if (hash === null) return;
  fs.mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  fs.writeFileSync(stampFile(name), hash);
}

function stampFile(name) {
  return path.join(dataFolder, "stamps", name);
}
