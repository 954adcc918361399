// What the running processes really hold, read from the kernel.
import fs from "node:fs";

/** Whether this machine tells (Linux does). */
export const canRead = fs.existsSync("/proc/self/environ");

/** How a service is recognised by its command line. */
const services = {
  // Next.js gives its process another name.
  web: /scripts\/processes\/web\.mjs|^next-server/,
  workers: /workers\/index\.ts/,
  realtime: /workers\/realtime\.ts/,
  simulator: /simulators\/server\.ts/,
  door: /scripts\/door\//,
  postgres: /bin\/postgres/,
};

/**
 * Every process that descends from this one: { pid, command, service, env }. A process that a service has started counts as that service;
 * service is null for one that belongs to none.
 */
export function readDescendants() {
  const all = new Map(processIds().flatMap((pid) => read(pid) ?? []));
  const descends = (pid) => {
    for (let parent = all.get(pid)?.parent; parent !== undefined; parent = all.get(parent)?.parent)
      if (parent === process.pid) return true;
    return false;
  };
  return [...all.keys()]
    .filter(descends)
    .map((pid) => ({ ...all.get(pid), pid, service: serviceOf(pid, all) }));
}

function processIds() {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Null for a process that has ended meanwhile, or that belongs to another account. */
function read(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    const lines = fs.readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").filter(Boolean);
    const env = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    return [[pid, { parent, command, env }]];
  } catch (error) {
    if (["ENOENT", "ESRCH", "EACCES", "EPERM"].includes(error.code)) return null;
    throw error;
  }
}

function serviceOf(pid, all) {
  for (let one = all.get(pid); one !== undefined; one = all.get(one.parent)) {
    const found = Object.keys(services).find((name) => services[name].test(one.command));
    if (found !== undefined) return found;
  }
  return null;
}
