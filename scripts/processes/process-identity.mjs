// Process ids are reused, so an id alone does not identify a process. The id together with the start time does.
import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** { pid, startMark } of a running process (by default this one), or null if there is none. */
export function identify(pid = process.pid) {
  if (!exists(pid)) return null;
  const { isZombie, startMark } = look(pid);
  return isZombie ? null : { pid, startMark };
}

/** Whether the described process still runs. An unknown start time counts as a match. */
export function isSameProcess({ pid, startMark: known }) {
  const now = identify(pid);
  if (now === null) return false;
  return !known || !now.startMark || known === now.startMark;
}

/** The command line of a process; empty if it cannot be read. */
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
    // See proc(5): the name may contain spaces and brackets, and the state follows it. Field 22 is the start time.
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { isZombie: fields[0] === "Z", startMark: fields[19] ?? "" };
  } catch {
    const ps = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
    const [state = "", ...started] = ps.stdout?.trim().split(/\s+/) ?? [];
    return { isZombie: state.startsWith("Z"), startMark: started.join(" ") };
  }
}
