import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

export const victims = ["web", "workers", "realtime", "door", "postgres"] as const;
export type Victim = (typeof victims)[number];

/** How the command line of each process is recognised. */
const marks: Record<Victim, RegExp> = {
  // Next.js renames its process.
  web: /^next-server |processes\/web\.mjs start/,
  workers: /workers\/index\.ts/,
  realtime: /workers\/realtime\.ts/,
  door: /scripts\/door\//,
  postgres: /bin\/postgres -D/,
};

type Row = { pid: number; parent: number; command: string };

/** The process of that name that the instance runs; null while there is none. */
export async function findVictim(instancePid: number, name: Victim): Promise<number | null> {
  const rows = await descendantsOf(instancePid);
  return rows.find(({ command }) => marks[name].test(command))?.pid ?? null;
}

/** The process and all that it has started, itself first. */
export async function familyOf(pid: number): Promise<number[]> {
  return [pid, ...(await descendantsOf(pid)).map((row) => row.pid)];
}

/** The sessions of the database server, without its own processes such as the checkpointer. */
export async function databaseSessions(instancePid: number): Promise<number[]> {
  const rows = await descendantsOf(instancePid);
  return rows
    .filter(({ command }) => /postgres: .*\d\.\d+\.\d+\.\d+\(\d+\)/.test(command))
    .map(({ pid }) => pid);
}

/** Resident memory in MiB; null where the process has ended or the system has no /proc. */
export function memoryMib(pid: number): number | null {
  try {
    const [, kib = ""] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kib === "" ? null : Number(kib) / 1024;
  } catch {
    return null;
  }
}

/** @returns false when the process has ended already. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

async function descendantsOf(pid: number): Promise<Row[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,stat=,args="]);
  const rows = stdout.split("\n").flatMap(rowOf);
  const found: Row[] = [];
  for (let wave = [pid]; wave.length > 0; ) {
    const next = rows.filter(({ parent }) => wave.includes(parent));
    found.push(...next);
    wave = next.map((row) => row.pid);
  }
  return found;
}

/** Without zombies: they have ended, and only their parent has not noticed yet. */
function rowOf(line: string): Row[] {
  const [, pid, parent, state = "", command = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
  if (pid === undefined || state.startsWith("Z")) return [];
  return [{ pid: Number(pid), parent: Number(parent), command }];
}
