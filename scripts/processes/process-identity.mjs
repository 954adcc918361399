// A process id alone proves nothing: ids are used again. The id together with the start time names one process.
import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** { pid, startMark } of a live process (our own by default), null when there is none. */
export function identify(pid = process.pid) {
  if (!exists(pid)) return null;
  const { isZombie, startMark } = look(pid);
  return isZombie ? null : { pid, startMark };
}

/** Whether the very process described is still there. An unknown start time is given the benefit of the doubt. */
export function isSameProcess({ pid, startMark: known }) {
  const now = identify(pid);
  if (now === null) return false;
  return !known || !now.startMark || known === now.startMark;
}

/** The command line of a process; empty when it cannot be seen. */
export function commandOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
  }
}

function exists(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function look(pid) {
  try {
    // proc(5) stat: after the name, which may hold spaces and brackets, comes the state; field 22 is the start time.
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { isZombie: fields[0] === "Z", startMark: fields[19] ?? "" };
  } catch {
    const ps = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
    const [state = "", ...started] = ps.stdout?.trim().split(/\s+/) ?? [];
    return { isZombie: state.startsWith("Z"), startMark: started.join(" ") };
  }
}
